import type { OutputChunk } from '../isolation/monitored';
import { readOutput } from '../isolation/output-log';
import type { Container, Run } from './container';
import { type Engine, find, tell } from './engine';
import type { Input } from './input';
import { recorded } from './logs';
import { select } from './output';
import { demandLawful } from './state';

export interface AttachRequest {
  readonly stdin: boolean;
  readonly stdout: boolean;
  readonly stderr: boolean;
  /** First what was written so far. */
  readonly logs: boolean;
  /** Then what is written from now on, until the run that is under way, or the next one, ends. */
  readonly stream: boolean;
}

export interface Attachment {
  /** Raw bytes of a terminal, all on stdout. */
  readonly terminal: boolean;
  readonly output: AsyncIterable<OutputChunk>;
  readonly input: Input;
}

/**
 * Connects a client to a container's streams, from this very moment on. Any number may be connected; all read the output
 * from the log, so a slow one holds up nobody. A container that does not run may be attached to: the streams are those of its next run.
 * Throws RuntimeError `not-found`, `conflict` (paused).
 * Clauses: ATTACH-1 … ATTACH-9, ATTACH-12, ATTACH-13.
 */
export function attach(
  engine: Engine,
  reference: string,
  request: AttachRequest,
  signal: AbortSignal,
): Attachment {
  const container = find(engine, reference);
  const { settings } = container.record;
  demandLawful('attach to', container.state, container.record.name);
  const run = request.stream ? runToCome(container, signal) : Promise.resolve(undefined);
  tell(engine, container, 'attach');
  return {
    terminal: settings.terminal,
    output: container.reading(signal, (end) => select(outputOf(container, run, request, end), request)),
    input: request.stdin && settings.stdinOpen ? new ProcessInput(container, run) : nowhere,
  };
}

/** The run under way, else the next; undefined when there will be none. */
async function runToCome(container: Container, signal: AbortSignal): Promise<Run | undefined> {
  if (container.run) return container.run;
  const turn = await container.next(['run', 'still', 'removing'], signal);
  return turn === 'run' ? container.lastRun : undefined;
}

/** Not a generator: where to begin is decided at the call. */
function outputOf(
  container: Container,
  toCome: Promise<Run | undefined>,
  { logs, stream }: AttachRequest,
  signal: AbortSignal,
): AsyncIterable<OutputChunk> {
  const { run } = container;
  if (run && stream && !logs) return readOutput(run.directory, { follow: true, signal, from: 'end' });
  const past = logs ? recorded(container, stream, signal) : undefined;
  return (async function* () {
    if (past) yield* past;
    const next = run || !stream ? undefined : await toCome;
    if (next) yield* readOutput(next.directory, { follow: true, signal });
  })();
}

class ProcessInput implements Input {
  constructor(
    private readonly container: Container,
    private readonly toCome: Promise<Run | undefined>,
  ) {}

  async write(data: Buffer): Promise<void> {
    await this.handOn((run) => run.monitored.writeStdin(data));
  }

  /** A terminal has no end of file, and only its creator's `once` lets the first client that leaves end the input for all. */
  async end(): Promise<void> {
    const { settings } = this.container.record;
    if (settings.stdinOnce && !settings.terminal) await this.handOn((run) => run.monitored.closeStdin());
  }

  /** What is meant for a process that has ended is lost, as with any pipe. */
  private async handOn(deed: (run: Run) => Promise<void>): Promise<void> {
    const run = await this.toCome;
    if (!run || this.container.run !== run) return;
    await deed(run).catch((error: unknown) => {
      if (this.container.run === run && (error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
    });
  }
}

const nowhere: Input = { write: async () => undefined, end: async () => undefined };
