import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { nativeProgram } from '../native-program';
import { createCgroup, removeCgroup } from './cgroups/container-cgroup';
import { deviceFilter } from './cgroups/device-filter';
import { hostHierarchies } from './cgroups/hierarchies';
import { allowedDevices } from './devices';
import { exitRecordName } from './exit-record';
import type { LaunchRequest, Security } from './launch-request';
import { LaunchError, type Monitored } from './monitored';
import { composePlan, encodePlan } from './plan';
import { defaultFilter } from './seccomp/filter';
import { WatchedContainer } from './watched-container';

/**
 * Brings one container to life: resolves as soon as its first process and namespaces exist; `started` tells the rest.
 * Rejects with LaunchError, and then nothing is left: no process, cgroup or mount.
 */
export async function launch(request: LaunchRequest): Promise<Monitored> {
  const { id, stateDir } = request;
  for (const stale of [exitRecordName, 'monitor.json']) rmSync(join(stateDir, stale), { force: true });
  try {
    writePlan(request);
    return await startMonitor(id, stateDir);
  } catch (error) {
    rmSync(join(stateDir, 'plan'), { force: true });
    await removeCgroup(id);
    throw error;
  }
}

function writePlan(request: LaunchRequest): void {
  const mountPoint = join(request.stateDir, 'root');
  mkdirSync(mountPoint, { recursive: true });
  const cgroup = createCgroup(request.id, request.limits, request.security.privileged);
  const host = {
    cgroup,
    mountPoint,
    hierarchies: hostHierarchies(),
    seccompFilter: seccompFilter(request.security),
    deviceFilter: deviceFilter(allowedDevices),
    ownCapabilities: ownCapabilities(),
  };
  writeFileSync(join(request.stateDir, 'plan'), encodePlan(composePlan(request, host)), { mode: 0o600 });
}

const seccompFilter = ({ seccomp, privileged, capabilities }: Security): Buffer | undefined =>
  seccomp === 'unconfined' || privileged ? undefined : defaultFilter(capabilities);

/** Detached: a terminal's hang-up or the daemon's end is none of the monitor's business. */
async function startMonitor(id: string, stateDir: string): Promise<Monitored> {
  const monitor = spawn(nativeProgram('init'), [stateDir], {
    detached: true,
    cwd: '/',
    env: {},
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  monitor.unref();
  const container = new WatchedContainer(
    { id, stateDir, monitorPid: monitor.pid ?? 0 },
    monitor.stdio[3] as Duplex,
  );
  await Promise.race([container.created, cannotSpawn(monitor)]);
  return container;
}

/** Rejects when init cannot even be executed. */
const cannotSpawn = (monitor: ChildProcess): Promise<never> =>
  new Promise((_, reject) => {
    monitor.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        new LaunchError('launch', error.code ?? 'EIO', `cannot start ${monitor.spawnfile}: ${error.message}`),
      );
    });
  });

/** What the daemon itself may pass on to a privileged container: its own bounding set, proc_pid_status(5). */
function ownCapabilities(): bigint {
  const hex = /^CapBnd:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return BigInt(`0x${hex ?? '0'}`);
}
