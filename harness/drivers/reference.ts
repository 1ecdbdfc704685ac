/** Starts the bundled reference runtime for one run, in a temporary root, as the program it is; and ends it without a trace. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { dir } from 'tmp-promise';
import { controlVariable, serveControl } from './reference-control';
import { baseEnvironment, Daemon, goneWithinMs, program } from './reference-daemon';
import { mountsBelow, processesOf, tracesOf } from './reference-traces';
import { RuntimeUnavailable } from './unavailable';

export interface ReferenceDaemon {
  /** For the driver's commands: where the daemon listens. */
  readonly environment: Readonly<Record<string, string>>;
  readonly root: string;
  /** The last lines the daemon logged: what to show when it stopped answering. */
  lastWords(): string;
  /**
   * Removes what containers are left, ends the daemon, looks whether the host is as before, and removes the root. Calling it
   * again gives the same answer.
   * @returns what was wrong, each in one sentence; empty when the daemon went as it should and left nothing.
   */
  stop(): Promise<readonly string[]>;
}

/**
 * Starts the daemon and waits until it says that it serves.
 * @throws {RuntimeUnavailable} when it ends or stays silent instead; with its last words.
 */
export async function startReference(): Promise<ReferenceDaemon> {
  if (!existsSync(program))
    throw new RuntimeUnavailable(
      `The reference runtime is not compiled: ${program} is missing. Run: npm run build`,
    );
  const { path: root, cleanup } = await dir({ prefix: 'scr-', unsafeCleanup: true });
  const service = new Service(root);
  try {
    await service.up();
  } catch (error) {
    await service.daemon.end();
    await cleanup();
    throw error;
  }
  const control = path.join(root, 'control.sock');
  const server = await serveControl(control, (order) => service.obey(order));
  let stopping: Promise<readonly string[]> | undefined;
  return {
    root,
    environment: { ...service.daemon.environment, [controlVariable]: control },
    lastWords: () => service.daemon.lastWords(),
    stop: () => {
      server.close();
      stopping ??= service.up().then(() => stop(service.daemon, cleanup));
      return stopping;
    },
  };
}

/** One daemon after the other on the same root: the bundled runtime as its operator sees it. */
class Service {
  private current: Daemon | undefined;

  constructor(private readonly root: string) {}

  get daemon(): Daemon {
    this.current ??= new Daemon(this.root);
    return this.current;
  }

  /** Whatever became of the daemon: only one that was taken down has a successor. */
  async up(): Promise<void> {
    if (!this.current) await this.daemon.ready();
  }

  async obey(order: string): Promise<void> {
    if (order === 'up') return this.up();
    if (order !== 'down' && order !== 'kill') throw new Error(`no such order: ${order}`);
    const daemon = this.daemon;
    this.current = undefined;
    if (order === 'kill') return daemon.kill();
    const problems = await daemon.end();
    if (problems.length > 0) throw new Error(problems.join('\n'));
  }
}

async function stop(daemon: Daemon, cleanup: () => Promise<void>): Promise<readonly string[]> {
  const problems = await endOrderly(daemon);
  if (problems.length > 0) problems.push(...(await inherit(daemon.root)));
  const traces = tracesOf(daemon.root);
  // Through a mount that is still there, the removal of the root would reach what is mounted.
  if (mountsBelow(daemon.root).length > 0)
    return [...problems, ...traces, `kept because of them: ${daemon.root}`];
  await cleanup();
  return [...problems, ...traces];
}

async function endOrderly(daemon: Daemon): Promise<string[]> {
  await removeContainers(daemon);
  return daemon.end();
}

/** Containers outlive a daemon that died or had to be killed: one more on the same root adopts what is left and takes it away. */
async function inherit(root: string): Promise<string[]> {
  const heir = new Daemon(root);
  return heir.ready().then(
    () => endOrderly(heir),
    async (error: Error) => [error.message, ...(await heir.end())],
  );
}

/** The root is the run's alone: every container in it is. Usually the sweep was here before. */
async function removeContainers({ root, environment, pid }: Daemon): Promise<void> {
  if (processesOf(root).every((each) => each.pid === pid)) return;
  const scr = (words: string[]) =>
    execa(process.execPath, [program, ...words], {
      env: { ...baseEnvironment, ...environment },
      reject: false,
      timeout: goneWithinMs,
    });
  const { stdout = '' } = await scr(['ps', '--all', '--quiet', '--no-trunc']);
  const ids = stdout.split('\n').filter(Boolean);
  if (ids.length > 0) await scr(['rm', '--force', ...ids]);
}
