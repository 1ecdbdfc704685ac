import { type Engine, find, tell } from './engine';
import { deliver, killAndWait } from './kill';
import { within } from './patience';
import { unpauseWhenPaused } from './pause';
import { signalNumber } from './signals';
import { demandLawful } from './state';

const defaultGraceSeconds = 10;
/** The longest a Node timer can wait: 24 days. */
const longestTimer = 2 ** 31 - 1;

/**
 * Asks the container's process to end: its stop signal (SIGTERM by default), then SIGKILL when it is alive after the grace
 * period in seconds; a negative period never ends. Resolves when it has ended.
 * Throws RuntimeError `not-found`, or `not-modified` when it is not running.
 * Clauses: STOP-1 … STOP-8, PAUSE-12, SIGNAL-8.
 */
export async function stop(
  engine: Engine,
  reference: string,
  options: { graceSeconds?: number } = {},
): Promise<void> {
  const container = find(engine, reference);
  container.isToEnd();
  if (engine.restarts.cancel(container)) return;
  demandLawful('stop', container.state, container.record.name);
  const { config, settings } = container.record;
  const grace = options.graceSeconds ?? settings.stopSeconds ?? defaultGraceSeconds;
  const number = signalNumber(config.StopSignal || 'TERM');
  const still = container.next(['still', 'removed']);
  tell(engine, container, 'kill', { signal: String(number) });
  await deliver(container, number);
  await unpauseWhenPaused(engine, container);
  const patience = grace < 0 ? longestTimer : Math.min(grace * 1000, longestTimer);
  if (!(await within(still, patience))) await killAndWait(engine, container);
  tell(engine, container, 'stop');
}
