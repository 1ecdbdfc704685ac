import { type Change, changes } from '../layers/changes';
import { type Engine, find } from './engine';
import { lowerDirs } from './views';

/** What a container changed in its file system. Throws RuntimeError `not-found`. */
export async function diff(engine: Engine, reference: string): Promise<Change[]> {
  const { record, files } = find(engine, reference);
  return changes(files.upper, lowerDirs(engine, record.image.id));
}
