import type { Readable } from 'node:stream';
import { archiveRoot } from '../layers/archive-root';
import { type Engine, find } from './engine';
import { layersOf } from './views';

/**
 * The files of a container as one archive, without what is mounted in it. Throws RuntimeError `not-found`.
 * Clauses: EXPORT-1 … EXPORT-8.
 */
export function exportRoot(engine: Engine, reference: string): Readable {
  return archiveRoot(layersOf(engine, find(engine, reference)));
}
