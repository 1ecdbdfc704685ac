import { RuntimeError } from '../errors';
import type { Container } from './container';
import { type Engine, find, tell } from './engine';
import { within } from './patience';
import { unpauseWhenPaused } from './pause';
import { signalNumber } from './signals';
import { demandLawful, isAlive } from './state';

const SIGKILL = 9;
/** A process in an uninterruptible system call survives SIGKILL until the call returns. */
const killPatienceMs = 10_000;

/**
 * Sends a signal, SIGKILL by default, to the container's process; after SIGKILL it waits for the end.
 * Throws RuntimeError `not-found`, `invalid` (signal), `conflict` (not running).
 * Clauses: KILL-1 … KILL-5, PAUSE-11, PAUSE-13, SIGNAL-3 … SIGNAL-5.
 */
export async function kill(engine: Engine, reference: string, signal = 'KILL'): Promise<void> {
  const number = signalNumber(signal);
  const container = find(engine, reference);
  if (number === SIGKILL || number === signalNumber(container.record.config.StopSignal || 'TERM')) {
    container.isToEnd();
    if (engine.restarts.cancel(container)) return;
  }
  demandLawful('kill', container.state, container.record.name);
  tell(engine, container, 'kill', { signal: String(number) });
  if (number === SIGKILL) await killAndWait(engine, container);
  else await deliver(container, number);
}

/** A signal to a process that ends at this very moment has no one to reach: no error. */
export async function deliver(container: Container, number: number): Promise<void> {
  const { run } = container;
  if (!run) return;
  try {
    await run.monitored.signal(number);
  } catch (error) {
    if (container.run === run && !(await endsSoon(container))) throw error;
  }
}

/** Resolves when the container no longer runs. Throws RuntimeError `internal` when SIGKILL does not end it. */
export async function killAndWait(engine: Engine, container: Container): Promise<void> {
  if (!isAlive(container.state)) return;
  const still = container.next(['still', 'removed']);
  await deliver(container, SIGKILL);
  await unpauseWhenPaused(engine, container);
  if (await within(still, killPatienceMs)) return;
  const { record, run } = container;
  throw new RuntimeError(
    'internal',
    `container ${record.name} still runs ${killPatienceMs / 1000} s after SIGKILL: process ${run?.monitored.pid} seems stuck in the kernel`,
  );
}

const endsSoon = (container: Container): Promise<boolean> =>
  isAlive(container.state) ? within(container.next(['still', 'removed']), 1000) : Promise.resolve(true);
