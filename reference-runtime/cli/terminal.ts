/** The terminal that the caller sits at. */
import { CommandFailure } from './failure';

/**
 * Hands every key to the process unchanged, until the command ends: node itself gives the terminal its old mode back at exit and
 * when SIGINT or SIGTERM ends it (ResetStdio in src/node.cc).
 */
export const rawUntilExit = (): void => void process.stdin.setRawMode(true);

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
