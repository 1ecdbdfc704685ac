import { spawn } from 'node:child_process';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { ArchiveError } from './tar/archive-error';

interface Compression {
  readonly name: string;
  readonly magic: Buffer;
  /** The system's program; absent when Node decompresses it itself. */
  readonly program?: string;
}

// First bytes: RFC 1952 2.3.1; bzip2 "BZh"; the xz file format 2.1.1.1; RFC 8878 3.1.1.
const COMPRESSIONS: readonly Compression[] = [
  { name: 'gzip', magic: Buffer.from([0x1f, 0x8b]) },
  { name: 'bzip2', magic: Buffer.from('BZh'), program: 'bzip2' },
  { name: 'xz', magic: Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]), program: 'xz' },
  { name: 'zstd', magic: Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), program: 'zstd' },
];
const LONGEST_MAGIC = 6;

/**
 * The plain bytes of an archive that may be compressed, recognised by its first bytes, never by a name. Throws ArchiveError when the
 * compressed data are damaged or the program for their format is missing.
 * Clauses: IMPORT-3, IMPORT-6, IMPORT-7, LOAD-8.
 */
export async function* decompress(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const { head, rest } = await split(source);
  const whole = rejoin(head, rest);
  const compression = COMPRESSIONS.find(({ magic }) => head.subarray(0, magic.length).equals(magic));
  if (!compression) yield* whole;
  else if (compression.program) yield* throughProgram(compression.program, whole);
  else yield* throughGunzip(whole);
}

async function split(source: AsyncIterable<Buffer>): Promise<{ head: Buffer; rest: AsyncIterator<Buffer> }> {
  const rest = source[Symbol.asyncIterator]();
  let head: Buffer = Buffer.alloc(0);
  while (head.length < LONGEST_MAGIC) {
    const next = await rest.next();
    if (next.done) break;
    head = head.length === 0 ? next.value : Buffer.concat([head, next.value]);
  }
  return { head, rest };
}

async function* rejoin(head: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  if (head.length > 0) yield head;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

async function* throughGunzip(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: 1 << 16 });
  const fed = pipeline(Readable.from(source), gunzip).catch(() => undefined); // the error is thrown by the iteration below
  try {
    for await (const piece of gunzip) yield piece as Buffer;
  } catch (error) {
    throw isZlibError(error) ? new ArchiveError(`the gzip data are damaged: ${error.message}`) : error;
  } finally {
    gunzip.destroy();
    await fed;
  }
}

function isZlibError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
}

async function* throughProgram(program: string, source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const child = spawn(program, ['-dc'], { stdio: ['pipe', 'pipe', 'pipe'] });
  const complaint: Buffer[] = [];
  child.stderr.on('data', (data: Buffer) => complaint.push(data));
  const ended = new Promise<Error | number | null>((resolve) =>
    child.on('error', resolve).on('close', resolve),
  );
  let sourceError: unknown;
  const fed = pipeline(
    guard(source, (error) => {
      sourceError = error;
    }),
    child.stdin,
  ).catch(() => undefined);
  try {
    for await (const piece of child.stdout) yield piece as Buffer;
    await fed;
    const end = await ended;
    if (sourceError) throw sourceError;
    if (end instanceof Error) throw new ArchiveError(missingProgram(program));
    if (end !== 0)
      throw new ArchiveError(
        `the ${program} data are damaged: ${Buffer.concat(complaint).toString().trim()}`,
      );
  } finally {
    child.kill('SIGKILL');
    await ended;
  }
}

/** Passes the source on and remembers how it failed: the pipe's own error would hide it. */
async function* guard(
  source: AsyncIterable<Buffer>,
  failed: (error: unknown) => void,
): AsyncGenerator<Buffer> {
  try {
    yield* source;
  } catch (error) {
    failed(error);
    throw error;
  }
}

function missingProgram(program: string): string {
  return `the archive is compressed with ${program}, but the program '${program}' is not on PATH: install it, or send the archive plain or with gzip`;
}
