import { RuntimeError } from '../errors';
import type { Catalogue } from './catalogue';
import { parseName } from './references';

export interface RemoveOptions {
  readonly force?: boolean;
  /** Who uses the image with this id, in words for people, or undefined. */
  readonly usedBy: (id: string) => string | undefined;
}

/** Names that were taken away and ids of images that are gone. */
export interface Removal {
  readonly untagged: string[];
  readonly deleted: string[];
}

/**
 * What removing `reference` means. By name: the name goes, and with its last name the image. By id: all names and the image go; if the
 * names are of several repositories only when forced. Force never takes data away that a container or another image needs: then only
 * the names go. Parents that have no name and are no longer needed go too. Throws RuntimeError `not-found`, `conflict`.
 * Clauses: RMI-1 … RMI-9.
 */
export function planRemoval(catalogue: Catalogue, reference: string, options: RemoveOptions): Removal {
  const { id } = catalogue.resolve(reference);
  const name = catalogue.nameIn(reference);
  const names = catalogue.namesOf(id);
  if (name && names.length > 1) return { untagged: [name], deleted: [] };
  if (!name) refuseSeveralRepositories(reference, names, options);
  const need = whoNeeds(catalogue, id, options);
  // The last name may go while images made from this one remain: their data stay.
  const onlyUntag = options.force || (name !== undefined && options.usedBy(id) === undefined);
  if (need && !(onlyUntag && names.length > 0)) throw conflict(reference, need);
  return { untagged: names, deleted: need ? [] : withUnneededParents(catalogue, id, options) };
}

function refuseSeveralRepositories(
  reference: string,
  names: readonly string[],
  { force }: RemoveOptions,
): void {
  const repositories = new Set(names.map((name) => parseName(name).repository));
  if (repositories.size > 1 && !force) {
    throw conflict(
      reference,
      `it is named in several repositories (${names.join(', ')}); remove it by name, or force it`,
    );
  }
}

function whoNeeds(catalogue: Catalogue, id: string, { usedBy }: RemoveOptions): string | undefined {
  const user = usedBy(id);
  if (user) return `it is being used by ${user}`;
  const [child] = catalogue.childrenOf(id);
  return child && `image ${child.slice(0, 12)} was made from it`;
}

function withUnneededParents(catalogue: Catalogue, id: string, options: RemoveOptions): string[] {
  const deleted = [id];
  const left = catalogue.without([], deleted);
  const parent = catalogue.byId(id).parent;
  if (!parent || !left.has(parent) || left.namesOf(parent).length > 0 || whoNeeds(left, parent, options))
    return deleted;
  return [...deleted, ...withUnneededParents(left, parent, options)];
}

const conflict = (reference: string, why: string) =>
  new RuntimeError('conflict', `conflict: unable to delete ${reference}: ${why}`);
