/** The terminal that the caller sits at. */
import { CommandFailure } from './failure';

/** Hands every key to the process unchanged, until the command ends, however it ends. */
export function rawUntilExit(): void {
  process.stdin.setRawMode(true);
  process.on('exit', () => process.stdin.setRawMode(false));
  // Without a handler these would end node without the event above, and leave the caller's terminal deaf.
  for (const [signal, number] of [
    ['SIGTERM', 15],
    ['SIGHUP', 1],
  ] as const) {
    process.on(signal, () => process.exit(128 + number));
  }
}

/** A process with a terminal reads keys: something else on standard input cannot serve it. */
export function demandTerminal(): void {
  if (!process.stdin.isTTY) throw new CommandFailure('the input device is not a TTY');
}

export interface Size {
  readonly rows: number;
  readonly columns: number;
}

/** Size of the caller's terminal in characters; undefined when there is none. */
export function terminalSize(): Size | undefined {
  if (!process.stdout.isTTY) return undefined;
  return { rows: process.stdout.rows, columns: process.stdout.columns };
}

/** Tells the size now and whenever it changes. */
export function followSize(tell: (size: Size) => void): void {
  const now = () => {
    const size = terminalSize();
    if (size) tell(size);
  };
  now();
  // node gives this event on SIGWINCH, when the new size is known.
  process.stdout.on('resize', now);
}
