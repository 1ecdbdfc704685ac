import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { RuntimeError } from '../errors';
import type { Monitored, OutputChunk } from '../isolation/monitored';
import { readOutput } from '../isolation/output-log';
import type { Container, Run } from './container';
import type { Input } from './input';
import { newId } from './names';
import { Readers } from './readers';

export interface ExecAsked {
  readonly argv: readonly string[];
  /** `NAME=value` beside, or in place of, the container's. */
  readonly environment: readonly string[];
  /** Empty: the container's. */
  readonly user: string;
  readonly cwd: string;
  readonly terminal: boolean;
  readonly stdin: boolean;
  readonly stdout: boolean;
  readonly stderr: boolean;
  readonly privileged: boolean;
}

export interface ExecStart {
  readonly detached: boolean;
  readonly size?: { readonly rows: number; readonly columns: number };
}

/** How long what became of a process can be asked for after its end. */
const rememberedMs = 5 * 60_000;

/**
 * A process beside the first of a container, from the request until it is forgotten. It is begun once.
 * Clauses: EXEC-14, EXEC-22.
 */
export class ExecSession {
  /** While it runs. */
  monitored: Monitored | undefined;
  exitStatus: number | undefined;
  detached = false;
  size: ExecStart['size'];
  private begun = false;
  private directory: string | undefined;
  private readonly readers = new Readers();
  private readonly over: Promise<void>;
  private declareOver: () => void = () => undefined;

  constructor(
    readonly container: Container,
    readonly asked: ExecAsked,
    readonly id = newId(),
  ) {
    this.over = new Promise((resolve) => {
      this.declareOver = resolve;
    });
  }

  /** Throws RuntimeError `conflict` the second time. */
  begin({ detached, size }: ExecStart): void {
    if (this.begun) throw new RuntimeError('conflict', `exec ${this.id} was started before: make another`);
    this.begun = true;
    this.detached = detached;
    this.size = size;
  }

  /** The directory for init; what was asked for stands in it, for a daemon that comes later. */
  makeDirectory(run: Run): string {
    this.directory = path.join(execsOf(run), this.id);
    mkdirSync(this.directory, { recursive: true, mode: 0o700 });
    writeFileSync(path.join(this.directory, askedFile), JSON.stringify(this.asked), { mode: 0o600 });
    return this.directory;
  }

  /** A process that an earlier daemon executed. */
  static stored(container: Container, directory: string): ExecSession {
    const asked = JSON.parse(readFileSync(path.join(directory, askedFile), 'utf8')) as ExecAsked;
    const session = new ExecSession(container, asked, path.basename(directory));
    session.begun = true;
    session.directory = directory;
    return session;
  }

  runs(monitored: Monitored): void {
    this.monitored = monitored;
  }

  refused({ category }: RuntimeError): void {
    this.ended(category === 'command-not-found' ? 127 : 126);
    this.removeDirectory();
  }

  ended(exitStatus: number): void {
    this.monitored = undefined;
    this.exitStatus = exitStatus;
    this.declareOver();
  }

  /** Everything it writes; complete when its exit status is known. */
  output(signal: AbortSignal): AsyncIterable<OutputChunk> {
    const { directory, over } = this;
    if (!directory) return none();
    return this.readers.admit(signal, async function* (end) {
      yield* readOutput(directory, { follow: true, signal: end });
      await over;
    });
  }

  /** Unlike the container's own, its input ends with the caller's. */
  get input(): Input {
    const handOn = async (deed: (monitored: Monitored) => Promise<void>): Promise<void> => {
      const { monitored } = this;
      if (!monitored || !this.asked.stdin) return;
      await deed(monitored).catch((error: NodeJS.ErrnoException) => {
        if (this.monitored && error.code !== 'EPIPE') throw error;
      });
    };
    return {
      write: (data) => handOn((monitored) => monitored.writeStdin(data)),
      end: () => (this.asked.terminal ? Promise.resolve() : handOn((monitored) => monitored.closeStdin())),
    };
  }

  /** Its files go when everybody has read them, the memory of it some time later. */
  async forget(execs: Map<string, ExecSession>): Promise<void> {
    setTimeout(() => execs.delete(this.id), rememberedMs).unref();
    await this.readers.done();
    this.removeDirectory();
  }

  private removeDirectory(): void {
    if (this.directory) rmSync(this.directory, { recursive: true, force: true });
  }
}

const askedFile = 'asked.json';
const execsOf = (run: Run): string => path.join(run.directory, 'execs');

/** Directories of the processes that were begun during a run and of which something is left. */
export function storedExecs(run: Run): string[] {
  const folder = execsOf(run);
  if (!existsSync(folder)) return [];
  return readdirSync(folder).map((id) => path.join(folder, id));
}

async function* none(): AsyncGenerator<OutputChunk> {}
