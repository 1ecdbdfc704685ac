import type { Container } from './container';
import { type Engine, exclusively, find, tell } from './engine';
import { killAndWait } from './kill';
import { demandLawful, isAlive } from './state';
import { removeOwnVolumes } from './volumes';

/**
 * Removes a container with everything that is its own: process (by force), network endpoint, writable layer, output; with `volumes`,
 * also the volumes that nobody named and no other container has.
 * Throws RuntimeError `not-found`, or `conflict` when it is running and `force` was not asked for.
 * Clauses: REMOVE-1 … REMOVE-10, PAUSE-9, PAUSE-10.
 */
export async function remove(
  engine: Engine,
  reference: string,
  options: { force?: boolean; volumes?: boolean } = {},
): Promise<void> {
  const container = find(engine, reference);
  if (options.force) return removeByForce(engine, container, options);
  await exclusively(container, async () => {
    demandLawful('remove', container.state, container.record.name);
    await removeNow(engine, container, options);
  });
}

/** Somebody else may start it between its end and its removal: then it is killed again. */
async function removeByForce(
  engine: Engine,
  container: Container,
  options: { volumes?: boolean },
): Promise<void> {
  while (!container.removed) {
    await killAndWait(engine, container);
    await container.exclusive(async () => {
      if (!container.removed && !isAlive(container.state)) await removeNow(engine, container, options);
    });
  }
}

/** For those who have the container to themselves and know that it does not run. */
export async function removeNow(
  engine: Engine,
  container: Container,
  { volumes = container.record.settings.removeAtEnd } = {},
): Promise<void> {
  container.removed = true;
  engine.restarts.cancel(container);
  engine.containers.delete(container.record.id);
  container.announce('removing');
  for (const [id, exec] of engine.execs) if (exec.container === container) engine.execs.delete(id);
  await container.readersDone();
  // Before the record: whoever finds that one after a crash begins again.
  if (volumes) await removeOwnVolumes(engine, container);
  await container.files.remove();
  tell(engine, container, 'destroy');
  container.announce('removed');
}
