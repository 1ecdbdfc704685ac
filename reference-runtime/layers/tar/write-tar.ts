import { type ByteString, type FileEntry, type FileKind, type FileRecord, toText } from '../file-entry';
import { encodeHeader, octalLimit, padding } from './header';
import { encodePax, encodeTime, XATTR_KEY } from './pax';

const TYPES: Readonly<Partial<Record<FileKind, string>>> = {
  file: '0',
  link: '1',
  symlink: '2',
  'character-device': '3',
  'block-device': '4',
  directory: '5',
  fifo: '6',
};

const END_OF_ARCHIVE = Buffer.alloc(1024);
/** Small entries leave in chunks of this size. */
const CHUNK = 1 << 16;

/**
 * A pax archive of these files. Everything that the plain header cannot hold (nanoseconds, long names, great numbers, attributes)
 * goes into an extended header, so equal files make equal bytes. Sockets are left out: no archive can hold them.
 */
export async function* writeTar(files: AsyncIterable<FileRecord>): AsyncGenerator<Buffer> {
  let pending: Buffer[] = [];
  let size = 0;
  const add = (...buffers: Buffer[]) => {
    for (const buffer of buffers) {
      pending.push(buffer);
      size += buffer.length;
    }
  };
  const chunk = () => {
    const whole = pending.length === 1 ? (pending[0] as Buffer) : Buffer.concat(pending, size);
    pending = [];
    size = 0;
    return whole;
  };
  for await (const { entry, content } of files) {
    if (entry.kind === 'socket') continue;
    add(...encodeEntry(entry));
    for await (const piece of content()) {
      add(piece);
      if (size >= CHUNK) yield chunk();
    }
    add(END_OF_ARCHIVE.subarray(0, padding(entry.size)));
    if (size >= CHUNK) yield chunk();
  }
  add(END_OF_ARCHIVE);
  yield chunk();
}

function encodeEntry(entry: FileEntry): Buffer[] {
  const name = entry.kind === 'directory' && !entry.path.endsWith('/') ? `${entry.path}/` : entry.path;
  const extended = extendedRecords(entry, name);
  const header = encodeHeader({
    name: name.slice(0, 100),
    mode: entry.mode,
    uid: Math.min(entry.uid, octalLimit(8)),
    gid: Math.min(entry.gid, octalLimit(8)),
    size: Math.min(entry.size, octalLimit(12)),
    mtime: Math.min(Math.max(entry.mtime.seconds, 0), octalLimit(12)),
    type: TYPES[entry.kind] ?? '0',
    target: entry.target.slice(0, 100),
    major: entry.major,
    minor: entry.minor,
  });
  return extended.size === 0 ? [header] : [...encodeExtension(extended), header];
}

function extendedRecords(entry: FileEntry, name: ByteString): Map<string, ByteString> {
  const records = new Map<string, ByteString>();
  if (name.length > 100) records.set('path', name);
  if (entry.target.length > 100) records.set('linkpath', entry.target);
  if (entry.uid > octalLimit(8)) records.set('uid', String(entry.uid));
  if (entry.gid > octalLimit(8)) records.set('gid', String(entry.gid));
  if (entry.size > octalLimit(12)) records.set('size', String(entry.size));
  const { seconds, nanoseconds } = entry.mtime;
  if (nanoseconds > 0 || seconds < 0 || seconds > octalLimit(12))
    records.set('mtime', encodeTime(entry.mtime));
  for (const [key, value] of [...entry.xattrs].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (key.includes('='))
      throw new Error(`the attribute ${toText(key)} of ${toText(name)} cannot be archived: '=' in its name`);
    records.set(XATTR_KEY + key, value.toString('latin1'));
  }
  return records;
}

function encodeExtension(records: ReadonlyMap<string, ByteString>): Buffer[] {
  const data = encodePax(records);
  const fields = { mode: 0o644, uid: 0, gid: 0, mtime: 0, target: '', major: 0, minor: 0 };
  const header = encodeHeader({ ...fields, name: 'PaxHeaders/entry', size: data.length, type: 'x' });
  return [header, data, END_OF_ARCHIVE.subarray(0, padding(data.length))];
}
