import type { ByteReader } from '../byte-reader';
import { ArchiveError } from './archive-error';
import { BLOCK, number } from './header';

// Files with holes as GNU tar and star write them: GNU tar manual, "Storing Sparse Files" (old GNU; pax 0.0, 0.1 and 1.0).

export interface SparseMap {
  /** The file's size, holes included. */
  readonly size: number;
  /** Where the stored pieces belong, ascending. */
  readonly parts: readonly { readonly offset: number; readonly length: number }[];
  /** Bytes of the stored content that the map itself took. */
  readonly mapSize: number;
}

const ZEROS = Buffer.alloc(1 << 16);

/** The map of an old GNU sparse entry (type S); its continuation blocks are read. */
export async function readOldGnuMap(reader: ByteReader, header: Buffer): Promise<SparseMap> {
  const numbers = mapNumbers(header, 386, 4);
  for (let extended = header[482]; extended; ) {
    const block = await reader.take(BLOCK);
    if (!block) throw new ArchiveError('a sparse map that ends too early');
    numbers.push(...mapNumbers(block, 0, 21));
    extended = block[504];
  }
  return sparseMap(number(header, 483, 12), numbers, 0);
}

/** The map that pax records describe, or undefined when the file is not sparse. A map of version 1.0 is read from the content. */
export async function readPaxMap(
  reader: ByteReader,
  records: readonly [string, string][],
): Promise<SparseMap | undefined> {
  const values = new Map(records);
  const size = Number(values.get('GNU.sparse.realsize') ?? values.get('GNU.sparse.size') ?? Number.NaN);
  if (values.get('GNU.sparse.major') === '1') return readMapInContent(reader, size);
  const map = values.get('GNU.sparse.map');
  if (map !== undefined) return sparseMap(size, map === '' ? [] : map.split(',').map(Number), 0);
  const pairs = records.filter(([key]) => key === 'GNU.sparse.offset' || key === 'GNU.sparse.numbytes');
  if (pairs.length > 0)
    return sparseMap(
      size,
      pairs.map(([, value]) => Number(value)),
      0,
    );
  return undefined;
}

/** The file's bytes: the stored pieces at their places, zeros between. */
export async function* expandSparse(stored: AsyncIterable<Buffer>, map: SparseMap): AsyncGenerator<Buffer> {
  let at = 0;
  let part = 0;
  for await (let piece of stored) {
    while (piece.length > 0) {
      const { offset, length } = map.parts[part] ?? { offset: map.size, length: 0 };
      if (at < offset) {
        yield* zeros(offset - at);
        at = offset;
      }
      const taken = piece.subarray(0, offset + length - at);
      if (taken.length > 0) yield taken;
      at += taken.length;
      piece = piece.subarray(taken.length);
      if (at === offset + length) part++;
    }
  }
  yield* zeros(map.size - at);
}

function* zeros(size: number): Generator<Buffer> {
  for (let left = size; left > 0; left -= ZEROS.length) yield ZEROS.subarray(0, left);
}

/** Version 1.0: decimal numbers, one per line, the count of pairs first, filled up to whole blocks. */
async function readMapInContent(reader: ByteReader, size: number): Promise<SparseMap> {
  const lines: string[] = [];
  let rest = '';
  let read = 0;
  do {
    const block = await reader.take(BLOCK);
    if (!block) throw new ArchiveError('a sparse map that ends too early');
    read += BLOCK;
    const text = (rest + block.toString('latin1')).split('\n');
    rest = text.pop() ?? '';
    lines.push(...text);
  } while (lines.length === 0 || lines.length < 1 + 2 * Number(lines[0]));
  return sparseMap(size, lines.slice(1, 1 + 2 * Number(lines[0])).map(Number), read);
}

function mapNumbers(block: Buffer, start: number, pairs: number): number[] {
  const numbers: number[] = [];
  for (let at = start; at < start + pairs * 24 && block[at] !== 0; at += 12)
    numbers.push(number(block, at, 12));
  return numbers;
}

function sparseMap(size: number, numbers: readonly number[], mapSize: number): SparseMap {
  const parts: { offset: number; length: number }[] = [];
  let end = 0;
  for (let i = 0; i < numbers.length; i += 2) {
    const [offset = Number.NaN, length = Number.NaN] = numbers.slice(i, i + 2);
    if (!(offset >= end && length >= 0 && offset + length <= size))
      throw new ArchiveError('a sparse map that makes no sense');
    if (length > 0) parts.push({ offset, length });
    end = offset + length;
  }
  if (!Number.isSafeInteger(size)) throw new ArchiveError('a sparse file without a size');
  return { size, parts, mapSize };
}
