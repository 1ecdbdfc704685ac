import { type ByteReader, UnexpectedEnd } from '../byte-reader';
import { type ByteString, type FileEntry, type FileKind, type FileRecord, toText } from '../file-entry';
import { ArchiveError } from './archive-error';
import { BLOCK, decodeHeader, type Header, padding } from './header';
import { decodePax, decodeTime, XATTR_KEY } from './pax';
import { expandSparse, readOldGnuMap, readPaxMap, type SparseMap } from './sparse';

// Own code, not tar-stream (which the suite uses): that library decodes extended headers as UTF-8, which destroys binary attributes
// such as security.capability and every name in another encoding, and it leaves out owner numbers, nanoseconds and sparse files.

const KINDS: Readonly<Record<string, FileKind>> = {
  '0': 'file',
  '1': 'link',
  '2': 'symlink',
  '3': 'character-device',
  '4': 'block-device',
  '5': 'directory',
  '6': 'fifo',
  '7': 'file', // contiguous: POSIX lets a reader treat it as a regular file
  S: 'file', // GNU sparse
};

/** Longer extended headers and names are an attack: a name has at most 4 KiB, an attribute 64 KiB (xattr(7)). */
const MAX_EXTENSION = 1 << 22;

/** What the headers before an entry say about it: pax records, and GNU's long names under the pax keys. */
type Records = [key: string, value: ByteString][];

/** Where reading has come to, for messages. */
interface Place {
  name: string;
}

/**
 * The files of a tar archive in their order; each content must be read before the next file is asked for, the rest is passed over.
 * Reads v7, ustar, pax and GNU headers. The end-of-archive blocks may be missing, and an
 * archive of no bytes has no files (Docker and Podman agree). Throws ArchiveError, also while content is read.
 * Clauses: IMPORT-4.
 */
export async function* readTar(reader: ByteReader): AsyncGenerator<FileRecord> {
  const place = { name: 'before the first entry' };
  yield* explained(readEntries(reader, place), place);
}

async function* explained<T>(source: AsyncIterable<T>, place: Place): AsyncGenerator<T> {
  try {
    yield* source;
  } catch (error) {
    if (error instanceof UnexpectedEnd)
      throw new ArchiveError(`not a tar archive, or one that ends too early: ${error.message} ${place.name}`);
    if (error instanceof ArchiveError)
      throw new ArchiveError(`not a tar archive, or a damaged one: ${error.message} ${place.name}`);
    throw error;
  }
}

async function* readEntries(reader: ByteReader, place: Place): AsyncGenerator<FileRecord> {
  let global: Records = [];
  let own: Records = [];
  for (;;) {
    const block = await reader.take(BLOCK);
    const header = block && decodeHeader(block);
    if (!block || !header) return;
    if ('xgLK'.includes(header.type)) {
      const records = await readExtension(reader, header);
      if (header.type === 'g') global = records;
      else own.push(...records);
      continue;
    }
    const records = [...global, ...own];
    own = [];
    const stored = describe(header, records);
    place.name = `at the entry ${JSON.stringify(toText(stored.path))}`;
    const map = header.type === 'S' ? await readOldGnuMap(reader, block) : await readPaxMap(reader, records);
    const body = new Body(reader, stored.size - (map?.mapSize ?? 0), stored.size);
    yield {
      entry: map ? { ...stored, size: map.size } : stored,
      content: () => explained(body.content(map), place),
    };
    await body.finish();
    place.name = `after the entry ${JSON.stringify(toText(stored.path))}`;
  }
}

async function readExtension(reader: ByteReader, header: Header): Promise<Records> {
  if (header.size > MAX_EXTENSION) throw new ArchiveError(`an extended header of ${header.size} bytes`);
  const data = await reader.take(header.size);
  if (!data) throw new UnexpectedEnd('an extended header is missing');
  await reader.skip(padding(header.size));
  if (header.type === 'x' || header.type === 'g')
    return decodePax(data).map(([key, value]) => [key, value.toString('latin1')]);
  const end = data.indexOf(0);
  return [
    [header.type === 'L' ? 'path' : 'linkpath', data.toString('latin1', 0, end < 0 ? data.length : end)],
  ];
}

function describe(header: Header, records: Records): FileEntry {
  const value = new Map(records);
  const path = value.get('GNU.sparse.name') ?? value.get('path') ?? header.name;
  // Before ustar a directory was a file whose name ended in a slash.
  const kind = header.type === '0' && path.endsWith('/') ? 'directory' : KINDS[header.type];
  if (!kind)
    throw new ArchiveError(
      `an entry ${JSON.stringify(toText(path))} of the unknown type ${JSON.stringify(header.type)}`,
    );
  const mtime = value.get('mtime');
  return {
    path,
    kind,
    mode: header.mode,
    uid: count(value.get('uid'), header.uid),
    gid: count(value.get('gid'), header.gid),
    size: kind === 'file' ? count(value.get('size'), header.size) : 0,
    mtime: mtime === undefined ? { seconds: header.mtime, nanoseconds: 0 } : decodeTime(mtime),
    target: value.get('linkpath') ?? header.target,
    major: header.major,
    minor: header.minor,
    xattrs: xattrsIn(records),
  };
}

function count(record: ByteString | undefined, field: number): number {
  const value = record === undefined ? field : Number(record);
  if (!Number.isSafeInteger(value) || value < 0)
    throw new ArchiveError(`the number ${JSON.stringify(record ?? field)}`);
  return value;
}

function xattrsIn(records: Records): ReadonlyMap<ByteString, Buffer> {
  const xattrs = new Map<ByteString, Buffer>();
  for (const [key, value] of records) {
    if (key.startsWith(XATTR_KEY)) xattrs.set(key.slice(XATTR_KEY.length), Buffer.from(value, 'latin1'));
  }
  return xattrs;
}

/** The stored content of one entry. */
class Body {
  constructor(
    private readonly reader: ByteReader,
    private left: number,
    private readonly size: number,
  ) {
    if (left < 0) throw new ArchiveError('a sparse map greater than its content');
  }

  content(map: SparseMap | undefined): AsyncIterable<Buffer> {
    return map ? expandSparse(this.pieces(), map) : this.pieces();
  }

  async finish(): Promise<void> {
    await this.reader.skip(this.left + padding(this.size));
  }

  private async *pieces(): AsyncGenerator<Buffer> {
    for await (const piece of this.reader.pieces(this.left)) {
      this.left -= piece.length;
      yield piece;
    }
  }
}
