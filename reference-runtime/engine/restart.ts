import { RuntimeError } from '../errors';
import { type Engine, find, tell } from './engine';
import { start } from './start';
import { isAlive } from './state';
import { stop } from './stop';

/**
 * Stops the container when it runs, then starts it; one that is to be removed at its end stays. Throws as `stop` and `start` do,
 * except `not-modified`: whoever else stops or starts it meanwhile does part of the work.
 * Clauses: RESTART-1 … RESTART-8.
 */
export async function restart(
  engine: Engine,
  reference: string,
  options: { graceSeconds?: number } = {},
): Promise<void> {
  const container = find(engine, reference);
  container.restarts += 1;
  try {
    if (isAlive(container.state)) await unlessDone(stop(engine, container.record.id, options));
    await unlessDone(start(engine, container.record.id));
  } finally {
    container.restarts -= 1;
  }
  tell(engine, container, 'restart');
}

async function unlessDone(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof RuntimeError && error.category === 'not-modified')) throw error;
  }
}
