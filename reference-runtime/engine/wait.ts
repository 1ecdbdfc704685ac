import type { Container } from './container';
import { type Engine, find } from './engine';
import { isAlive } from './state';

/**
 * `not-running`: at once when it does not run; `next-exit`: the end of the run that is under way or comes next;
 * `removed`: when it is gone.
 */
export const waitConditions = ['not-running', 'next-exit', 'removed'] as const;
export type WaitCondition = (typeof waitConditions)[number];

/**
 * Begins to wait at the call: what happens afterwards is seen, however fast. The promise gives the exit status of the last
 * run (0 before any); undefined when the signal ended the wait. Throws RuntimeError `not-found`.
 * Clauses: WAIT-1 … WAIT-7, PAUSE-15.
 */
export function wait(
  engine: Engine,
  reference: string,
  condition: WaitCondition,
  signal: AbortSignal,
): Promise<number | undefined> {
  const container = find(engine, reference);
  return condition === 'not-running' && !isAlive(container.state)
    ? Promise.resolve(container.record.life.exitStatus)
    : turned(container, condition, signal);
}

async function turned(
  container: Container,
  condition: WaitCondition,
  signal: AbortSignal,
): Promise<number | undefined> {
  const turn = await container.next(condition === 'removed' ? ['removed'] : ['still', 'removed'], signal);
  return turn === 'aborted' ? undefined : container.record.life.exitStatus;
}
