import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { nativeProgram } from '../native-program';
import { exitRecordName } from './exit-record';
import { LaunchError } from './monitored';
import { encodePlan, type Step } from './plan';
import { type Watch, WatchedContainer } from './watched-container';

/** init, started while we still prepare what it waits for: a plan. */
export class WaitingInit {
  readonly #program: ChildProcess;
  readonly #daemonEnd: Duplex;
  readonly #failure: Promise<never>;

  constructor(readonly stateDir: string) {
    for (const stale of [exitRecordName, 'monitor.json']) rmSync(join(stateDir, stale), { force: true });
    this.#program = startMonitor(stateDir);
    this.#daemonEnd = this.#program.stdio[3] as Duplex;
    this.#failure = cannotSpawn(this.#program);
  }

  /** Resolves as soon as the process exists; `started` tells the rest. Rejects with LaunchError. */
  async carryOut(
    steps: readonly Step[],
    watch: Omit<Watch, 'stateDir' | 'monitorPid'>,
  ): Promise<WatchedContainer> {
    const plan = encodePlan(steps);
    const { stateDir } = this;
    const container = new WatchedContainer(
      { ...watch, stateDir, monitorPid: this.#program.pid ?? 0 },
      this.#daemonEnd,
    );
    this.#daemonEnd.end(plan);
    await Promise.race([container.created, this.#failure]);
    return container;
  }

  /** Resolves when it is gone. */
  async dismiss(): Promise<void> {
    this.#daemonEnd.destroy(); // without a plan it ends
    const monitor = this.#program;
    if (monitor.pid === undefined || monitor.exitCode !== null || monitor.signalCode !== null) return;
    monitor.ref(); // else nothing would keep this program alive until then
    await once(monitor, 'exit');
  }
}

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

/** What the daemon itself may pass on to a privileged container: its own bounding set, proc_pid_status(5). */
export function ownCapabilities(): bigint {
  const hex = /^CapBnd:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return BigInt(`0x${hex ?? '0'}`);
}
