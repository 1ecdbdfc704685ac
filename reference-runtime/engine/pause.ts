import { RuntimeError } from '../errors';
import { canFreeze, freeze, thaw } from '../isolation/cgroups/freezer';
import type { Container } from './container';
import { type Engine, exclusively, find, tell } from './engine';
import { demandLawful } from './state';

/**
 * Stops all processes of a container where they are. Resolves when none of them makes progress any more.
 * Throws RuntimeError `not-found`, `conflict` (not running, already paused), `not-implemented` (a host without freezer).
 * Clauses: PAUSE-1, PAUSE-2, PAUSE-5, PAUSE-6.
 */
export async function pause(engine: Engine, reference: string): Promise<void> {
  const container = find(engine, reference);
  if (!canFreeze())
    throw new RuntimeError('not-implemented', 'pausing is not supported: this host has no cgroup freezer');
  await exclusively(container, async () => {
    demandLawful('pause', container.state, container.record.name);
    await freeze(container.record.id);
    // A process that ended while it was being frozen is no longer there to be paused: its end is about to be recorded.
    container.become('paused', {});
    tell(engine, container, 'pause');
  });
}

/**
 * Lets a paused container go on. Throws RuntimeError `not-found`, `conflict` (not paused).
 * Clauses: PAUSE-4, PAUSE-7.
 */
export async function unpause(engine: Engine, reference: string): Promise<void> {
  const container = find(engine, reference);
  await exclusively(container, async () => {
    demandLawful('unpause', container.state, container.record.name);
    unpauseNow(engine, container);
  });
}

/** Does work while the processes of a container, if it runs, are held where they are; they go on whatever comes of it (COMMIT-18). */
export function heldStill<T>(container: Container, work: () => Promise<T>): Promise<T> {
  return exclusively(container, async () => {
    if (container.state !== 'running' || !canFreeze()) return work();
    await freeze(container.record.id);
    try {
      return await work();
    } finally {
      thaw(container.record.id);
    }
  });
}

/** For those who end a container: a frozen process would not hear the signal. */
export async function unpauseWhenPaused(engine: Engine, container: Container): Promise<void> {
  await container.exclusive(async () => {
    if (container.state === 'paused') unpauseNow(engine, container);
  });
}

function unpauseNow(engine: Engine, container: Container): void {
  thaw(container.record.id);
  container.become('running', {});
  tell(engine, container, 'unpause');
}
