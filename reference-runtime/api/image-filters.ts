import { RuntimeError } from '../errors';
import type { ImageRecord } from '../images/image';

type Test = (image: ImageRecord, value: string) => boolean;

const tests: Record<string, Test> = {
  reference: (image, value) => image.names.some((name) => fits(name, value)),
  dangling: (image, value) => (image.names.length === 0) === ['true', '1'].includes(value.toLowerCase()),
  label: (image, value) => {
    const [name = '', wanted] = value.split(/=(.*)/s);
    const label = image.config.Labels?.[name];
    return wanted === undefined ? label !== undefined : label === wanted;
  },
};

/**
 * The images that match one value of every filter; of their names only those that were asked for.
 * Throws RuntimeError `invalid` for an unknown filter.
 */
export function filterImages(
  images: readonly ImageRecord[],
  filters: Readonly<Record<string, readonly string[]>>,
): ImageRecord[] {
  for (const name of Object.keys(filters))
    if (!Object.hasOwn(tests, name))
      throw new RuntimeError('invalid', `no filter "${name}": there are ${Object.keys(tests).join(', ')}`);
  const matching = images.filter((image) =>
    Object.entries(filters).every(([name, values]) => values.some((value) => tests[name]?.(image, value))),
  );
  const patterns = filters.reference;
  if (!patterns) return matching;
  return matching.map((image) => ({
    ...image,
    names: image.names.filter((name) => patterns.some((each) => fits(name, each))),
  }));
}

/** A pattern for the repository, or for repository and tag; `*` does not cross a slash. */
function fits(name: string, pattern: string): boolean {
  const expression = new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '[^/]*')
      .replaceAll('?', '[^/]')}$`,
  );
  return expression.test(name) || expression.test(name.slice(0, name.lastIndexOf(':')));
}
