/** The caller's standard streams on one side, a container's on the other. */
import type { Duplex, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DetachKeys } from './detach-keys';
import type { EngineClient } from './engine-client';
import { separate } from './output-frames';
import { proxySignals } from './proxied-signals';
import { demandTerminal, followSize, rawUntilExit } from './terminal';

export interface SessionRequest {
  /** Identifier of the container. */
  readonly container: string;
  /** The container's process has a terminal. */
  readonly terminal: boolean;
  readonly stdin: boolean;
  readonly stdout: boolean;
  readonly stderr: boolean;
  /** Pass the signals that the command receives on; never with a terminal, whose keys do that. */
  readonly proxySignals: boolean;
}

export interface Session {
  /** The container runs now: its terminal can be sized, signals reach it. */
  began(): void;
  /** `ended` when the container's output is complete and was taken by whoever reads ours. */
  readonly finished: Promise<'ended' | 'detached'>;
}

/** Attaches; when this resolves not a byte of a container that is started afterwards can be lost. */
export async function openSession(engine: EngineClient, request: SessionRequest): Promise<Session> {
  const { container, terminal, stdin, stdout, stderr } = request;
  if (terminal && stdin) demandTerminal();
  const path = `/containers/${container}`;
  const socket = await engine.takeOver(`${path}/attach`, { query: { stream: true, stdin, stdout, stderr } });
  const finished = passStreams(socket, request);
  const signals =
    request.proxySignals && !terminal
      ? proxySignals(
          (signal) => void engine.tell('POST', `${path}/kill`, { query: { signal } }).catch(() => {}),
        )
      : undefined;
  return {
    began: () => {
      signals?.open();
      if (terminal) followSize(({ rows, columns }) => resize(engine, path, rows, columns));
    },
    finished,
  };
}

/** Ours to the process's and back, on a connection that was taken over, until either side has enough. */
export function passStreams(
  socket: Duplex,
  { terminal, stdin }: Pick<SessionRequest, 'terminal' | 'stdin'>,
): Session['finished'] {
  const output = passOutput(socket, terminal).then(() => 'ended' as const);
  const detached = stdin ? passInput(socket, terminal) : new Promise<never>(() => {});
  return Promise.race([output, detached]);
}

/** A process that has just ended has no terminal any more: nothing to be told about. */
export function resize(engine: EngineClient, path: string, rows: number, columns: number): void {
  void engine.tell('POST', `${path}/resize`, { query: { h: rows, w: columns } }).catch(() => {});
}

async function passOutput(socket: Duplex, terminal: boolean): Promise<void> {
  if (!terminal) return pipeline(socket, separate(process.stdout, process.stderr), { end: true });
  await pipeline(socket, process.stdout as Writable, { end: false });
}

/** Resolves only when the detach keys were typed. The end of our input is the end of the process's. */
function passInput(socket: Duplex, terminal: boolean): Promise<'detached'> {
  if (!terminal) {
    process.stdin.pipe(socket);
    // The process may end before it has read everything: then the rest is of no use to anybody.
    socket.on('error', () => process.stdin.unpipe(socket));
    return new Promise(() => {});
  }
  rawUntilExit();
  const keys = new DetachKeys();
  return new Promise((resolve) => {
    process.stdin.on('data', (typed: Buffer) => {
      const { pass, detached } = keys.take(typed);
      if (!socket.write(pass)) {
        process.stdin.pause();
        socket.once('drain', () => process.stdin.resume());
      }
      if (detached) resolve('detached');
    });
    process.stdin.on('end', () => socket.end());
  });
}
