import { constants } from 'node:os';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { LaunchError } from './monitored';

/** What the monitor tells, one JSON object per line (native/README.md). */
export type Report =
  | { readonly event: 'created'; readonly pid: number; readonly ports: readonly number[] }
  | { readonly event: 'started' }
  | {
      readonly event: 'failed';
      readonly op: string;
      readonly object: string;
      readonly errno: number;
      readonly hint: string;
    };

/** Calls `hear` for every report and `end` when the monitor is gone: nobody else holds the other end. */
export function listen(stream: Readable, hear: (report: Report) => void, end: () => void): void {
  const lines = createInterface({ input: stream });
  lines.on('line', (line) => hear(JSON.parse(line) as Report));
  stream.on('error', () => stream.destroy()); // reading a pipe fails only when it is gone
  stream.on('close', end);
}

const errnoNames = new Map(Object.entries(constants.errno).map(([name, number]) => [number, name]));

/** The failure in words: what was tried, on what, what the kernel said, what to do. */
export function launchError({ op, object, errno, hint }: Extract<Report, { event: 'failed' }>): LaunchError {
  const name = errnoNames.get(errno) ?? `errno ${errno}`;
  return new LaunchError(op, name, `${op} '${object}' failed: ${name}${hint ? ` (${hint})` : ''}`);
}
