import type { Query } from './query';

/** `repo` with `tag`, or `repo` that carries its tag already; undefined when the image shall have no name. */
export function imageName(query: Query): string | undefined {
  const repository = query.text('repo');
  const tag = query.text('tag');
  return repository && tag ? `${repository}:${tag}` : repository;
}
