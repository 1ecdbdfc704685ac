/** The process of the bundled reference runtime's daemon: one start of it. */
import path from 'node:path';
import { createInterface } from 'node:readline';
import { execa, type ResultPromise } from 'execa';
import { packageRoot } from '../package-root';
import { RuntimeUnavailable } from './unavailable';

export const program = path.join(packageRoot, 'dist/reference-runtime/cli/main.js');
const readyWithinMs = 10_000;
export const goneWithinMs = 10_000;
const keptLines = 20;
// The variable costs every start of node 0.1 s and means nothing to a daemon on a local socket.
export const baseEnvironment = { NODE_EXTRA_CA_CERTS: undefined };

const daemonOptions = { reject: false, buffer: false, stdin: 'ignore', detached: true } as const;

export class Daemon {
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

  /** SIGKILL, with no time to tidy up. */
  async kill(): Promise<void> {
    this.process.kill('SIGKILL');
    await this.gone;
    process.off('exit', this.killAtExit);
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
