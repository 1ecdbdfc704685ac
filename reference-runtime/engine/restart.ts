import { type Engine, find, tell } from './engine';
import { start } from './start';
import { isAlive } from './state';
import { stop } from './stop';

/** Stops the container when it runs, then starts it. Throws as `stop` and `start` do, except `not-modified`. */
export async function restart(
  engine: Engine,
  reference: string,
  options: { graceSeconds?: number } = {},
): Promise<void> {
  const container = find(engine, reference);
  if (isAlive(container.state)) await stop(engine, container.record.id, options);
  await start(engine, container.record.id);
  tell(engine, container, 'restart');
}
