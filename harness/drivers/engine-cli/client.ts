/** Runs the client command of a runtime: one process for each operation, within the budget, every word on record. */
import { constants } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { execa, type ResultPromise } from 'execa';
import { packageRoot } from '../../package-root';
import { DriverError, type Exchange, TimeoutError } from '../outcome';
import { OutputFile } from './output-file';

export type ExchangeListener = (exchange: Exchange) => void;

export interface ClientOptions {
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string | null>>;
  /** Where the command runs; default: here. */
  readonly folder?: string;
  readonly budgetMs: number;
  /** Told of every exchange as soon as it is over. */
  readonly listener?: ExchangeListener;
}

/** Of the terminal that a caller sits at, where nothing else is said. */
export const usualTerminal: Size = { rows: 24, columns: 80 };

export interface Size {
  rows: number;
  columns: number;
}

export interface AskOptions {
  stdin?: Buffer | Readable;
  /** Call the command as somebody at a terminal of this size would. */
  terminal?: Size;
  /** The words are a whole command line and do not follow the client's command. */
  whole?: boolean;
  /** Standard output is no text: the exchange says only how much it was. */
  binary?: boolean;
}

/** What came back, in bytes as well. */
export interface Reply {
  exchange: Exchange;
  stdout: Buffer;
  stderr: Buffer;
}

const terminalProgram = path.join(packageRoot, 'harness/probe/build/terminal');

const processOptions = { encoding: 'buffer', reject: false, stripFinalNewline: false } as const;
export type ClientProcess = ResultPromise<typeof processOptions>;

export class Client {
  private readonly running = new Set<ClientProcess>();

  constructor(readonly options: ClientOptions) {}

  /**
   * Runs the command to its end.
   * @throws {TimeoutError} when it has not ended within the budget; it is killed.
   * @throws {DriverError} when it could not be started.
   */
  async ask(operation: string, words: readonly string[], options: AskOptions = {}): Promise<Reply> {
    const began = performance.now();
    const line = options.whole ? [...words] : this.line(words);
    const output = options.binary ? await OutputFile.make() : undefined;
    const timeout = { timeout: this.options.budgetMs };
    const result = await this.spawn(line, options, {
      ...timeout,
      ...(output && { stdout: output.descriptor }),
    });
    const durationMs = performance.now() - began;
    const stdout = output ? await output.take() : Buffer.from(result.stdout);
    const stderr = Buffer.from(result.stderr);
    const exchange = this.report({
      operation,
      asked: line,
      status: statusOf(result),
      stdout: options.binary ? `(${stdout.length} bytes)` : stdout.toString(),
      stderr: stderr.toString(),
      durationMs,
    });
    if (result.timedOut) throw this.tooLate(exchange.asked.join(' '), 'did not end');
    if (result.exitCode === undefined && result.signal === undefined) throw cannotStart(exchange, result);
    return { exchange, stdout, stderr };
  }

  /** Starts the command and leaves it running until it ends, is killed, or close() is called. */
  open(words: readonly string[], options: { stdin: boolean; terminal?: Size }): ClientProcess {
    return this.spawn(this.line(words), options, { buffer: false, stdin: options.stdin ? 'pipe' : 'ignore' });
  }

  /** Hands an exchange to the listener. */
  report(exchange: Exchange): Exchange {
    this.options.listener?.(exchange);
    return exchange;
  }

  tooLate(asked: string, what: string): TimeoutError {
    return new TimeoutError(`'${asked}' ${what} within the budget of ${this.options.budgetMs} ms`);
  }

  /** The command line for the record. */
  line = (words: readonly string[]): string[] => [...this.options.command, ...words];

  /** Kills every client that still runs and waits until they are gone. */
  async close(): Promise<void> {
    const left = [...this.running];
    for (const process of left) process.kill('SIGKILL');
    await Promise.all(left);
  }

  private spawn(
    line: readonly string[],
    options: { stdin?: unknown; terminal?: Size },
    more: object,
  ): ClientProcess {
    const [file = '', ...rest] = options.terminal
      ? [terminalProgram, String(options.terminal.rows), String(options.terminal.columns), ...line]
      : line;
    const started = execa(file, rest, {
      ...processOptions,
      env: this.environment(),
      cwd: this.options.folder ?? process.cwd(),
      killSignal: 'SIGKILL',
      forceKillAfterDelay: false,
      ...standardInput(options.stdin),
      ...more,
    }) as ClientProcess;
    this.running.add(started);
    const forget = () => this.running.delete(started);
    started.then(forget, forget);
    return started;
  }

  /** Node leaves out a variable whose value is undefined. */
  private environment(): Record<string, string | undefined> {
    return Object.fromEntries(
      Object.entries(this.options.environment).map(([name, value]) => [name, value ?? undefined]),
    );
  }
}

function standardInput(stdin: unknown): object {
  if (Buffer.isBuffer(stdin)) return { input: stdin };
  return { stdin: stdin ?? 'ignore' };
}

type Result = Awaited<ClientProcess>;

/** As a shell tells it: 128 + N for a client that was ended by signal N, which is the runtime's affair. */
export const statusOf = ({ exitCode, signal }: Pick<Result, 'exitCode' | 'signal'>): number =>
  exitCode ?? (signal ? 128 + constants.signals[signal] : -1);

const cannotStart = ({ asked }: Exchange, { code, originalMessage }: Result): DriverError => {
  const why = code === 'ENOENT' ? `there is no program '${asked[0]}'` : originalMessage;
  return new DriverError(`'${asked.join(' ')}' could not be started: ${why ?? 'unknown reason'}`);
};
