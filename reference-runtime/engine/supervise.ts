/** What happens when a container's process ends. */
import type { ExitRecord } from '../isolation/monitored';
import type { Endpoint } from '../network/cable';
import type { Container, Run } from './container';
import { type Engine, tell } from './engine';
import { release } from './plug';
import { removeNow } from './remove';
import { wantsRestart } from './restart-policy';

/** Watches over a run that has begun, whether this daemon began it or an earlier one. */
export function supervise(engine: Engine, container: Container, run: Run): void {
  run.monitored.exited
    .then((exit) => container.exclusive(() => ended(engine, container, exit)))
    .catch((error: unknown) =>
      engine.log.error(
        { err: error, container: container.record.id },
        'the end of a container could not be recorded',
      ),
    );
}

/**
 * Records an end. The container must be `running` on record.
 * Clauses: MON-1 … MON-3, MON-12, ATTACH-5, RUN-6, RUN-10.
 */
export async function ended(engine: Engine, container: Container, exit: ExitRecord): Promise<void> {
  const { record } = container;
  const { endpoints } = record.life;
  container.run = undefined;
  const restarting = wantsRestart(record, exit.status);
  container.become('exited', {
    exitStatus: exit.status,
    outOfMemory: exit.outOfMemory,
    finishedAt: exit.finishedAt,
    endpoints: [],
    ports: [],
    restarting,
  });
  if (exit.outOfMemory) tell(engine, container, 'oom');
  tell(engine, container, 'die', { exitCode: String(exit.status) });
  container.announce('still');
  await releaseAddresses(engine, record.id, endpoints);
  if (restarting) engine.restarts.schedule(container);
  if (record.settings.removeAtEnd && container.restarts === 0) await removeNow(engine, container);
}

/** The container has ended whatever the network says. */
async function releaseAddresses(engine: Engine, id: string, endpoints: readonly Endpoint[]): Promise<void> {
  try {
    await release(engine, id, endpoints);
  } catch (error) {
    engine.log.error(
      { err: error, container: id },
      'the addresses of a container that ended could not be released',
    );
  }
}
