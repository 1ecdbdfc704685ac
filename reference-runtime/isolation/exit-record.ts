import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExitRecord } from './monitored';

/** Written once by the monitor, in one step, after all output is in the log. */
export const exitRecordName = 'exit.json';

/**
 * How the container in this state directory ended; undefined while it runs, or when it never did.
 * Clauses: MON-2.
 */
export function readExitRecord(stateDir: string): ExitRecord | undefined {
  try {
    return JSON.parse(readFileSync(join(stateDir, exitRecordName), 'utf8')) as ExitRecord;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Stands in for a monitor that was killed: its container was killed with it, and nobody saw when. */
export function recordLostMonitor(stateDir: string): ExitRecord {
  const record: ExitRecord = {
    status: 137,
    signal: 9,
    outOfMemory: false,
    finishedAt: new Date().toISOString(),
  };
  const path = join(stateDir, exitRecordName);
  writeFileSync(`${path}.daemon`, JSON.stringify(record), { mode: 0o600 });
  renameSync(`${path}.daemon`, path);
  return record;
}
