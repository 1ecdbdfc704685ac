import type { Readable } from 'node:stream';
import { archiveIn } from '../layers/archive-in';
import { archiveOut, type PathStat } from '../layers/archive-out';
import { type Engine, find } from './engine';
import { viewOf } from './views';

/**
 * A path in a container with all below it, as a tar archive. Throws RuntimeError `not-found` (container or path).
 * Clauses: COPY-1 … COPY-5, COPY-9.
 */
export function copyOut(
  engine: Engine,
  reference: string,
  path: string,
): Promise<{ stat: PathStat; archive: Readable }> {
  return archiveOut(viewOf(engine, find(engine, reference)), path);
}

/** What a path in a container is. Throws as `copyOut`. */
export async function statPath(engine: Engine, reference: string, path: string): Promise<PathStat> {
  const { stat, archive } = await copyOut(engine, reference, path);
  archive.on('error', () => undefined).destroy();
  return stat;
}

/**
 * Extracts an archive at a directory in a container. Throws RuntimeError `not-found` (container or directory), `invalid`.
 * Clauses: COPY-6, COPY-7, COPY-10 … COPY-12.
 */
export async function copyIn(
  engine: Engine,
  reference: string,
  directory: string,
  archive: Readable,
  options: { noOverwriteDirNonDir: boolean },
): Promise<void> {
  await archiveIn(viewOf(engine, find(engine, reference)), directory, archive, options);
}
