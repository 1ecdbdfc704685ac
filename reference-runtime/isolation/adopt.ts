import { closeSync, constants, openSync, readFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { removeCgroup } from './cgroups/container-cgroup';
import { readExitRecord, recordLostMonitor } from './exit-record';
import type { ExitRecord, Monitored } from './monitored';
import { openPipe, type Watch, WatchedContainer } from './watched-container';

/** What the monitor wrote when it made the container, and changed when it executed the process. */
interface MonitorRecord {
  readonly id: string;
  readonly pid: number;
  readonly monitorPid: number;
  readonly started: boolean;
}

/**
 * What became of a container that an earlier daemon launched: it still runs, it has ended, or (undefined) it was never
 * launched in this state directory or its launch failed.
 */
export async function adopt(
  stateDir: string,
  { ownsCgroup } = { ownsCgroup: true },
): Promise<Monitored | { exit: ExitRecord } | undefined> {
  const record = readMonitorRecord(stateDir);
  const reports = record && openReports(stateDir);
  if (record && reports) return watchAgain(record, { stateDir, ownsCgroup }, reports);
  const exit = readExitRecord(stateDir);
  if (!record) return exit && { exit };
  if (ownsCgroup) await removeCgroup(record.id);
  return { exit: exit ?? recordLostMonitor(stateDir) };
}

function watchAgain(
  record: MonitorRecord,
  watch: Pick<Watch, 'stateDir' | 'ownsCgroup'>,
  reports: Socket,
): Monitored {
  const { id, monitorPid } = record;
  const container = new WatchedContainer({ ...watch, id, monitorPid }, reports);
  container.hear({ event: 'created', pid: record.pid, ports: [] });
  if (record.started) container.hear({ event: 'started' });
  return container;
}

/**
 * The monitor's reports, undefined when it is gone. Its process number proves nothing, since numbers are used again; that
 * somebody reads its control pipe does. The reports' pipe is opened first: if the monitor lives after that, its end will be seen.
 */
function openReports(stateDir: string): Socket | undefined {
  let reports: number | undefined;
  try {
    reports = openSync(join(stateDir, 'events'), constants.O_RDONLY | constants.O_NONBLOCK);
    closeSync(openPipe(stateDir, 'control'));
    return new Socket({ fd: reports, readable: true, writable: false });
  } catch {
    if (reports !== undefined) closeSync(reports);
    return undefined;
  }
}

function readMonitorRecord(stateDir: string): MonitorRecord | undefined {
  try {
    return JSON.parse(readFileSync(join(stateDir, 'monitor.json'), 'utf8')) as MonitorRecord;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
