import { type Change, changes } from '../layers/changes';
import { type Engine, find } from './engine';
import { layerDirs } from './views';

/**
 * What a container changed in its file system. Throws RuntimeError `not-found`.
 * Clauses: DIFF-1, DIFF-5, DIFF-6, DIFF-9, VOLUME-25.
 */
export async function diff(engine: Engine, reference: string): Promise<Change[]> {
  const container = find(engine, reference);
  return changes(container.files.upper, layerDirs(engine, container));
}
