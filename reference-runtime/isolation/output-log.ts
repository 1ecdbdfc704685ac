import { existsSync, type FSWatcher, statSync, watch } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { exitRecordName } from './exit-record';
import type { OutputChunk } from './monitored';

export interface ReadOutputOptions {
  /** Stay until the container has ended and everything is read. */
  readonly follow: boolean;
  /** Ends the iteration quietly. */
  readonly signal?: AbortSignal;
  /** Where to begin; `end` leaves out what is written already. Default: start. */
  readonly from?: 'start' | 'end';
}

/** As init writes it: native/README.md, "The output log". */
const headerLength = 16;
const streams: Readonly<Record<number, OutputChunk['stream']>> = { 1: 'stdout', 2: 'stderr' };
const readSize = 128 * 1024;

/**
 * What the container has written, piece by piece, in order. Memory is bounded however fast it writes: the file is the
 * buffer. Without `follow` it ends at the present end; with it, when the exit record is there and all is read, or when the
 * state directory is removed.
 * Clauses: LOGGING-1 … LOGGING-4, LOGGING-7.
 */
export function readOutput(stateDir: string, options: ReadOutputOptions): AsyncGenerator<OutputChunk> {
  // Looked up now, not at the first read: whoever triggers output after this call must see it.
  const written = statSync(join(stateDir, 'output.log'), { throwIfNoEntry: false })?.size ?? 0;
  return readFrames(stateDir, options, options.from === 'end' ? written : 0);
}

/**
 * Frames that end after `offset`. A frame may be half written at any moment, and no byte in its middle tells where the next
 * begins: so the file is read from its start.
 */
async function* readFrames(
  stateDir: string,
  { follow, signal }: ReadOutputOptions,
  offset: number,
): AsyncGenerator<OutputChunk> {
  const changes = follow ? new Changes(stateDir, signal) : undefined;
  let file: FileHandle | undefined;
  try {
    const frames = new Frames();
    let position = 0;
    let frameEnd = 0;
    for (;;) {
      // Asked before reading: what is there then is all. After a failed launch the directory itself goes.
      const ended = existsSync(join(stateDir, exitRecordName)) || !existsSync(stateDir);
      const seen = changes?.count;
      file ??= await openIfThere(join(stateDir, 'output.log'));
      for (let piece = await read(file, position); piece; piece = await read(file, position)) {
        position += piece.length;
        for (const chunk of frames.add(piece)) {
          if (signal?.aborted) return;
          frameEnd += headerLength + chunk.data.length;
          if (frameEnd > offset) yield chunk;
        }
      }
      if (!changes || ended || signal?.aborted) return;
      await changes.after(seen ?? 0);
    }
  } finally {
    changes?.close();
    await file?.close();
  }
}

async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The next bytes, or undefined at the end. */
async function read(file: FileHandle | undefined, position: number): Promise<Buffer | undefined> {
  if (!file) return undefined;
  const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(readSize), 0, readSize, position);
  return bytesRead > 0 ? buffer.subarray(0, bytesRead) : undefined;
}

/** Cuts bytes into frames; what is not whole yet waits for more. */
export class Frames {
  #rest: Buffer = Buffer.alloc(0);

  /** The chunks that `bytes` complete. Throws when they are no frames: the log was damaged. */
  *add(bytes: Buffer): Generator<OutputChunk> {
    this.#rest = this.#rest.length > 0 ? Buffer.concat([this.#rest, bytes]) : bytes;
    while (this.#rest.length >= headerLength) {
      const length = this.#rest.readUInt32LE(8);
      const stream = streams[this.#rest.readUInt8(12)];
      if (!stream) throw new Error('the output log is damaged: a frame names no stream');
      if (this.#rest.length < headerLength + length) return;
      const data = this.#rest.subarray(headerLength, headerLength + length);
      const time = this.#rest.readBigUInt64LE(0);
      this.#rest = this.#rest.subarray(headerLength + length);
      yield { stream, time, data };
    }
  }
}

/** Counts changes in a directory, so that none is missed between looking and waiting. */
class Changes {
  count = 0;
  readonly #watcher: FSWatcher;
  #wake: () => void = () => {};

  constructor(directory: string, signal: AbortSignal | undefined) {
    const changed = () => {
      this.count++;
      this.#wake();
    };
    this.#watcher = watch(directory, changed);
    this.#watcher.on('error', changed);
    signal?.addEventListener('abort', changed, { once: true });
  }

  /** Resolves as soon as there was a change that `seen` does not include. */
  after(seen: number): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
      if (this.count !== seen) resolve();
    });
  }

  close(): void {
    this.#watcher.close();
  }
}
