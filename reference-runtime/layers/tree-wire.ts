import { constants } from 'node:fs';
import type { ByteString, FileEntry, FileKind, Timestamp } from './file-entry';

// The wire format of native/tree, described in native/tree.md. Little-endian throughout.

// The kernel's numbers for kinds of files: inode(7). As lists, for a formatter rewrites octal keys of an object, and wrongly.
const TYPE_BITS = new Map<FileKind, number>([
  ['fifo', constants.S_IFIFO],
  ['character-device', constants.S_IFCHR],
  ['directory', constants.S_IFDIR],
  ['block-device', constants.S_IFBLK],
  ['file', constants.S_IFREG],
  ['symlink', constants.S_IFLNK],
  ['socket', constants.S_IFSOCK],
]);
const KINDS = new Map([...TYPE_BITS].map(([kind, bits]) => [bits, kind]));

/** One operation: u32 length, one letter, fields. */
export class OperationWriter {
  private readonly buffer: Buffer;
  private at = 5;

  constructor(letter: string, size: number) {
    this.buffer = Buffer.allocUnsafe(5 + size);
    this.buffer.writeUInt32LE(1 + size, 0);
    this.buffer.write(letter, 4, 'latin1');
  }

  u32(value: number): this {
    this.at = this.buffer.writeUInt32LE(value, this.at);
    return this;
  }

  u64(value: number): this {
    this.at = this.buffer.writeBigInt64LE(BigInt(value), this.at);
    return this;
  }

  text(value: ByteString): this {
    this.at += this.buffer.write(value, this.at, 'latin1');
    this.buffer[this.at++] = 0;
    return this;
  }

  bytes(value: Buffer): this {
    this.at += value.copy(this.buffer, this.at);
    return this;
  }

  time(time: Timestamp): this {
    return this.u64(time.seconds).u32(time.nanoseconds);
  }

  metadata(entry: FileEntry): this {
    const mode = (TYPE_BITS.get(entry.kind) ?? 0) | entry.mode;
    return this.u32(mode).u32(entry.uid).u32(entry.gid).time(entry.mtime);
  }

  done(): Buffer {
    return this.buffer;
  }
}

export const METADATA_SIZE = 24;

/** An `E` record: everything lstat(2), readlink(2) and the extended attributes say about one file. */
export function decodeEntry(frame: Buffer): FileEntry {
  const mode = frame.readUInt32LE(0);
  const kind = KINDS.get(mode & constants.S_IFMT) ?? 'file';
  const [path, afterPath] = textAt(frame, 40);
  const [target, afterTarget] = textAt(frame, afterPath);
  return {
    path,
    kind,
    mode: mode & 0o7777,
    uid: frame.readUInt32LE(4),
    gid: frame.readUInt32LE(8),
    mtime: { seconds: Number(frame.readBigInt64LE(12)), nanoseconds: frame.readUInt32LE(20) },
    size: kind === 'file' ? Number(frame.readBigUInt64LE(24)) : 0,
    major: frame.readUInt32LE(32),
    minor: frame.readUInt32LE(36),
    target,
    xattrs: decodeXattrs(frame, afterTarget),
  };
}

/** An `H` record: another name of a file met before. */
export function decodeHardLink(frame: Buffer): FileEntry {
  const [path, afterPath] = textAt(frame, 0);
  const [target] = textAt(frame, afterPath);
  const mtime = { seconds: 0, nanoseconds: 0 };
  return {
    path,
    target,
    kind: 'link',
    mode: 0,
    uid: 0,
    gid: 0,
    size: 0,
    mtime,
    major: 0,
    minor: 0,
    xattrs: new Map(),
  };
}

/** A NUL-terminated string and where the next field begins. */
export function textAt(frame: Buffer, start: number): [ByteString, number] {
  const end = frame.indexOf(0, start);
  return [frame.toString('latin1', start, end), end + 1];
}

function decodeXattrs(frame: Buffer, start: number): ReadonlyMap<ByteString, Buffer> {
  const xattrs = new Map<ByteString, Buffer>();
  for (let at = start; at < frame.length; ) {
    const [name, value] = textAt(frame, at);
    const end = value + 4 + frame.readUInt32LE(value);
    xattrs.set(name, Buffer.from(frame.subarray(value + 4, end)));
    at = end;
  }
  return xattrs;
}
