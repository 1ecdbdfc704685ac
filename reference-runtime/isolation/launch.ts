import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { nativeProgram } from '../native-program';
import { type ContainerCgroup, createCgroup, removeCgroup } from './cgroups/container-cgroup';
import { deviceFilter } from './cgroups/device-filter';
import { hostHierarchies } from './cgroups/hierarchies';
import { allowedDevices } from './devices';
import { exitRecordName } from './exit-record';
import type { LaunchRequest, Security } from './launch-request';
import { LaunchError, type Monitored } from './monitored';
import { composePlan, encodePlan, type PlanHost } from './plan';
import { defaultFilter } from './seccomp/filter';
import { WatchedContainer } from './watched-container';

/**
 * Brings one container to life: resolves as soon as its first process and namespaces exist; `started` tells the rest.
 * Rejects with LaunchError, and then nothing is left: no process, cgroup or mount.
 */
export async function launch(request: LaunchRequest): Promise<Monitored> {
  const { id, stateDir } = request;
  for (const stale of [exitRecordName, 'monitor.json']) rmSync(join(stateDir, stale), { force: true });
  const monitor = startMonitor(stateDir); // gets ready while we prepare what it waits for
  const daemonEnd = monitor.stdio[3] as Duplex;
  const failure = cannotSpawn(monitor);
  let cgroup: ContainerCgroup | undefined;
  try {
    cgroup = createCgroup(id, request.limits, request.security.privileged);
    const plan = encodePlan(composePlan(request, planHost(request, cgroup)));
    const container = new WatchedContainer({ id, stateDir, monitorPid: monitor.pid ?? 0 }, daemonEnd);
    daemonEnd.end(plan);
    await Promise.race([container.created, failure]);
    return container;
  } catch (error) {
    daemonEnd.destroy(); // without a plan it ends
    await ended(monitor);
    if (cgroup) await removeCgroup(id);
    throw error;
  }
}

function planHost({ stateDir, security }: LaunchRequest, cgroup: ContainerCgroup): PlanHost {
  const mountPoint = join(stateDir, 'root');
  mkdirSync(mountPoint, { recursive: true });
  return {
    cgroup,
    mountPoint,
    hierarchies: hostHierarchies(),
    seccompFilter: seccompFilter(security),
    deviceFilter: deviceFilter(allowedDevices),
    ownCapabilities: ownCapabilities(),
  };
}

const seccompFilter = ({ seccomp, privileged, capabilities }: Security): Buffer | undefined =>
  seccomp === 'unconfined' || privileged ? undefined : defaultFilter(capabilities);

/** Detached: a terminal's hang-up or the daemon's end is none of the monitor's business. */
function startMonitor(stateDir: string): ChildProcess {
  const monitor = spawn(nativeProgram('init'), [stateDir], {
    detached: true,
    cwd: '/',
    env: {},
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  monitor.unref();
  return monitor;
}

/** Rejects when init cannot even be executed. */
function cannotSpawn(monitor: ChildProcess): Promise<never> {
  const failure = new Promise<never>((_, reject) => {
    monitor.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        new LaunchError('launch', error.code ?? 'EIO', `cannot start ${monitor.spawnfile}: ${error.message}`),
      );
    });
  });
  failure.catch(() => {}); // also when a failure of our own comes first
  return failure;
}

async function ended(monitor: ChildProcess): Promise<void> {
  if (monitor.pid === undefined || monitor.exitCode !== null || monitor.signalCode !== null) return;
  monitor.ref(); // else nothing would keep this program alive until then
  await once(monitor, 'exit');
}

/** What the daemon itself may pass on to a privileged container: its own bounding set, proc_pid_status(5). */
function ownCapabilities(): bigint {
  const hex = /^CapBnd:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return BigInt(`0x${hex ?? '0'}`);
}
