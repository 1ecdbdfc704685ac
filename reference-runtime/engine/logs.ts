import type { OutputChunk } from '../isolation/monitored';
import { readOutput } from '../isolation/output-log';
import type { Container } from './container';
import { type Engine, find } from './engine';
import { countLines, pieces, select, skipLines, withTimes } from './output';

export interface LogsRequest {
  readonly stdout: boolean;
  readonly stderr: boolean;
  /** Stay until the run that is under way has ended. */
  readonly follow?: boolean;
  /** So many lines from the end; all when absent. */
  readonly tail?: number;
  /** Nanoseconds since 1970. */
  readonly since?: bigint;
  readonly until?: bigint;
  readonly timestamps?: boolean;
}

/**
 * The output of all runs of a container, oldest first. Throws RuntimeError `not-found` at once, before anything is read.
 * Clauses: LOGS-1 … LOGS-6, LOGS-12, LOGS-13, LOGGING-5, LOGGING-8.
 */
export function logs(
  engine: Engine,
  reference: string,
  request: LogsRequest,
  signal: AbortSignal,
): AsyncIterable<OutputChunk> {
  const container = find(engine, reference);
  return container.reading(signal, (end) => wantedOutput(container, request, end));
}

async function* wantedOutput(
  container: Container,
  request: LogsRequest,
  signal: AbortSignal,
): AsyncGenerator<OutputChunk> {
  const read = (follow: boolean) => pieces(select(recorded(container, follow, signal), request));
  const follow = request.follow ?? false;
  // Two passes hold nothing in memory, however long the lines that are wanted.
  const skipped =
    request.tail === undefined ? 0 : Math.max(0, (await countLines(read(false))) - request.tail);
  const wanted = skipLines(read(follow), skipped);
  yield* request.timestamps ? withTimes(wanted) : wanted;
}

/**
 * What the log files of all runs until now hold; with `follow` also what the run that is under way adds until it ends.
 * Not a generator: which runs there are is decided at the call.
 */
export function recorded(
  container: Container,
  follow: boolean,
  signal: AbortSignal,
): AsyncIterable<OutputChunk> {
  const live = container.run?.number;
  const numbers = container.files.runs().filter((number) => number <= container.record.life.runs);
  return (async function* () {
    for (const number of numbers) {
      if (signal.aborted) return;
      yield* readOutput(container.files.run(number), { follow: follow && number === live, signal });
    }
  })();
}
