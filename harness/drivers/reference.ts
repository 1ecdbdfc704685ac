/** Starts the bundled reference runtime for one run, in a temporary root, as the program it is; and ends it without a trace. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { execa, type ResultPromise } from 'execa';
import { dir } from 'tmp-promise';
import { packageRoot } from '../package-root';

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

const program = path.join(packageRoot, 'dist/reference-runtime/cli/main.js');
const readyWithinMs = 10_000;
const goneWithinMs = 10_000;
const keptLines = 20;
// The variable costs every start of node 0.1 s and means nothing to a daemon on a local socket.
const baseEnvironment = { NODE_EXTRA_CA_CERTS: undefined };

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
  const daemon = new Daemon(root);
  try {
    await daemon.ready();
  } catch (error) {
    await daemon.end();
    await cleanup();
    throw error;
  }
  let stopping: Promise<readonly string[]> | undefined;
  return {
    root,
    environment: daemon.environment,
    lastWords: daemon.lastWords,
    stop: () => {
      stopping ??= stop(daemon, cleanup);
      return stopping;
    },
  };
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

const daemonOptions = { reject: false, buffer: false, stdin: 'ignore', detached: true } as const;

class Daemon {
  readonly environment: Readonly<Record<string, string>>;
  /** Set when the process has ended. */
  endedWith: string | undefined;
  private readonly process: ResultPromise<typeof daemonOptions>;
  private readonly gone: Promise<void>;
  private readonly log: string[] = [];
  private readonly waiting = new Set<() => void>();

  constructor(readonly root: string) {
    const socket = path.join(root, 'scr.sock');
    this.environment = { SCR_HOST: `unix://${socket}` };
    // In a process group of its own: Ctrl-C is for the suite, which still needs the daemon to clean up.
    this.process = execa(
      process.execPath,
      [program, 'daemon', '--root', path.join(root, 'root'), '--socket', socket],
      {
        ...daemonOptions,
        env: baseEnvironment,
      },
    );
    this.gone = this.process.then(({ exitCode, signal, originalMessage }) => {
      this.endedWith =
        signal ?? (exitCode === undefined ? originalMessage : `exit status ${exitCode}`) ?? 'unknown';
      this.wake();
    });
    for (const stream of [this.process.stdout, this.process.stderr])
      createInterface({ input: stream }).on('line', (line) => this.hear(line));
    process.once('exit', this.killAtExit);
  }

  /** Resolves when the daemon has said that it serves. */
  async ready(): Promise<void> {
    const late = AbortSignal.timeout(readyWithinMs);
    late.addEventListener('abort', () => this.wake());
    while (!this.log.some((line) => line.includes('serving'))) {
      if (this.endedWith !== undefined) throw this.unavailable(`ended at once (${this.endedWith})`);
      if (late.aborted) throw this.unavailable(`did not say within ${readyWithinMs} ms that it serves`);
      await new Promise<void>((resolve) => this.waiting.add(resolve));
    }
  }

  /** SIGTERM, and SIGKILL if that does not help. Gives what was wrong. */
  async end(): Promise<string[]> {
    let late = false;
    this.process.kill('SIGTERM');
    const stubborn = setTimeout(() => {
      late = true;
      this.process.kill('SIGKILL');
    }, goneWithinMs);
    await this.gone;
    clearTimeout(stubborn);
    process.off('exit', this.killAtExit);
    if (late) return [`the daemon did not end within ${goneWithinMs} ms of SIGTERM:\n${this.lastWords()}`];
    if (this.endedWith === 'exit status 0') return [];
    return [`the daemon had ended by itself (${this.endedWith}):\n${this.lastWords()}`];
  }

  get pid(): number | undefined {
    return this.process.pid;
  }

  lastWords = (): string => this.log.join('\n');

  private readonly killAtExit = () => this.process.kill('SIGTERM');

  private hear(line: string): void {
    this.log.push(line);
    if (this.log.length > keptLines) this.log.shift();
    this.wake();
  }

  private wake(): void {
    for (const resolve of this.waiting) resolve();
    this.waiting.clear();
  }

  private unavailable(what: string): RuntimeUnavailable {
    return new RuntimeUnavailable(
      `The reference runtime ${what}.\n  tried: scr daemon --root … --socket …\n  it said:\n    ${
        this.log.join('\n    ') || '(nothing)'
      }`,
    );
  }
}
