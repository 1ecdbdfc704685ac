import { hasLabel } from '../engine/labels';
import { RuntimeError } from '../errors';
import type { ImageRecord } from '../images/image';
import type { ImageStore } from '../images/image-store';

type Test = (image: ImageRecord, value: string, store: ImageStore) => boolean;

const tests: Record<string, Test> = {
  reference: (image, value) => image.names.some((name) => fits(name, value)),
  dangling: (image, value) => (image.names.length === 0) === ['true', '1'].includes(value.toLowerCase()),
  label: (image, value) => hasLabel(image.config.Labels ?? {}, value),
  before: (image, value, store) => made(image) < made(store.resolve(value)),
  since: (image, value, store) => made(image) > made(store.resolve(value)),
};

/**
 * The images that match one value of every filter, newest first; of their names only those that were asked for. An image without a
 * name that another one was made from shows only with `all`. Throws RuntimeError `invalid` for an unknown filter, `not-found`.
 */
export function filterImages(
  store: ImageStore,
  filters: Readonly<Record<string, readonly string[]>>,
  all: boolean,
): ImageRecord[] {
  for (const name of Object.keys(filters))
    if (!Object.hasOwn(tests, name))
      throw new RuntimeError('invalid', `no filter "${name}": there are ${Object.keys(tests).join(', ')}`);
  const images = store.list();
  const parents = new Set(images.map(({ parent }) => parent));
  const matching = images
    .filter(({ id, names }) => all || names.length > 0 || !parents.has(id))
    .filter((image) =>
      Object.entries(filters).every(([name, values]) =>
        values.some((value) => tests[name]?.(image, value, store)),
      ),
    )
    .sort((one, other) => made(other) - made(one));
  const patterns = filters.reference;
  if (!patterns) return matching;
  return matching.map((image) => ({
    ...image,
    names: image.names.filter((name) => patterns.some((each) => fits(name, each))),
  }));
}

const made = ({ created }: ImageRecord): number => Date.parse(created);

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
