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

/** Whether an image matches one value of every filter. Throws RuntimeError `invalid` for an unknown filter. */
export function matchesImage(
  image: ImageRecord,
  filters: Readonly<Record<string, readonly string[]>>,
): boolean {
  return Object.entries(filters).every(([name, values]) => {
    const test = tests[name];
    if (!test)
      throw new RuntimeError('invalid', `no filter "${name}": there are ${Object.keys(tests).join(', ')}`);
    return values.some((value) => test(image, value));
  });
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
