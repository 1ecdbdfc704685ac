/** Looking at output line by line, without ever holding a line: pieces as they came, each knowing whether it begins a line. */
import type { OutputChunk } from '../isolation/monitored';

export interface Piece extends OutputChunk {
  readonly beginsLine: boolean;
}

type Stream = OutputChunk['stream'];
const newline = 0x0a;

/** Cuts chunks after every line end. */
export async function* pieces(chunks: AsyncIterable<OutputChunk>): AsyncGenerator<Piece> {
  const inLine: Record<Stream, boolean> = { stdout: false, stderr: false };
  for await (const { stream, time, data } of chunks) {
    for (let from = 0; from < data.length; ) {
      const end = data.indexOf(newline, from);
      const to = end < 0 ? data.length : end + 1;
      yield { stream, time, data: data.subarray(from, to), beginsLine: !inLine[stream] };
      inLine[stream] = end < 0;
      from = to;
    }
  }
}

/** Leaves out the first `count` lines, counted over both streams. */
export async function* skipLines(all: AsyncIterable<Piece>, count: number): AsyncGenerator<Piece> {
  const wanted: Record<Stream, boolean> = { stdout: false, stderr: false };
  let seen = 0;
  for await (const piece of all) {
    if (piece.beginsLine) wanted[piece.stream] = seen++ >= count;
    if (wanted[piece.stream]) yield piece;
  }
}

export async function countLines(all: AsyncIterable<Piece>): Promise<number> {
  let count = 0;
  for await (const piece of all) if (piece.beginsLine) count++;
  return count;
}

/** Puts the time in front of every line: RFC 3339 with nanoseconds, UTC. */
export async function* withTimes(all: AsyncIterable<Piece>): AsyncGenerator<OutputChunk> {
  for await (const piece of all) {
    const prefix = piece.beginsLine ? Buffer.from(`${formatTime(piece.time)} `) : Buffer.alloc(0);
    yield { ...piece, data: Buffer.concat([prefix, piece.data]) };
  }
}

/**
 * Only some streams, and only what was written in a span of time (nanoseconds since 1970, both ends included).
 * Clauses: LOGS-7 … LOGS-11.
 */
export async function* select(
  chunks: AsyncIterable<OutputChunk>,
  wanted: { stdout: boolean; stderr: boolean; since?: bigint; until?: bigint },
): AsyncGenerator<OutputChunk> {
  const { since, until } = wanted;
  for await (const chunk of chunks) {
    if (until !== undefined && chunk.time > until) return;
    if (wanted[chunk.stream] && (since === undefined || chunk.time >= since)) yield chunk;
  }
}

export function formatTime(nanoseconds: bigint): string {
  const seconds = new Date(Number(nanoseconds / 1_000_000_000n) * 1000).toISOString().slice(0, 19);
  return `${seconds}.${String(nanoseconds % 1_000_000_000n).padStart(9, '0')}Z`;
}
