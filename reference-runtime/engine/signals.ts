/** Signals by name and number, as the kernel of this host numbers them. */
import { constants } from 'node:os';
import { RuntimeError } from '../errors';

// glibc and musl keep 32 and 33 (34 in musl) to themselves; to the user the real-time signals begin at 34: signal(7).
const firstRealTime = 34;
const lastSignal = 64;

/**
 * The number of a signal given as `TERM`, `SIGTERM`, `sigterm`, `RTMIN+3` or `15`. Throws RuntimeError `invalid`.
 * Clauses: SIGNAL-2, SIGNAL-6, SIGNAL-7, KILL-3.
 */
export function signalNumber(text: string): number {
  const number = /^\d+$/.test(text) ? Number(text) : numberOfName(text.toUpperCase().replace(/^SIG/, ''));
  if (number !== undefined && number >= 1 && number <= lastSignal) return number;
  throw new RuntimeError(
    'invalid',
    `"${text}" is no signal: give a name such as TERM or a number from 1 to ${lastSignal}`,
  );
}

function numberOfName(name: string): number | undefined {
  const realTime = /^RT(MIN|MAX)(?:([+-])(\d+))?$/.exec(name);
  if (!realTime) return (constants.signals as Record<string, number>)[`SIG${name}`];
  const base = realTime[1] === 'MIN' ? firstRealTime : lastSignal;
  const offset = Number(realTime[3] ?? 0) * (realTime[2] === '-' ? -1 : 1);
  const number = base + offset;
  return number >= firstRealTime ? number : undefined;
}
