import { RuntimeError } from '../errors';
import { type Engine, find } from './engine';
import { demandLawful } from './state';

/**
 * Tells the container's terminal its size. Throws RuntimeError `not-found`, `conflict` (not running, or no terminal).
 * Clauses: PTY-5.
 */
export async function resize(
  engine: Engine,
  reference: string,
  rows: number,
  columns: number,
): Promise<void> {
  const container = find(engine, reference);
  const { name, settings } = container.record;
  demandLawful('resize', container.state, name);
  if (!settings.terminal)
    throw new RuntimeError('conflict', `cannot resize container ${name}: it has no terminal`);
  await container.run?.monitored.resize(rows, columns);
}
