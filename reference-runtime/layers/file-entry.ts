/**
 * Names in archives and on disk are bytes, not text: Linux allows every byte but NUL and '/'. A `ByteString` carries one byte per
 * character, so a name passes through unharmed whatever its encoding. Turn it into text only to show it.
 */
export type ByteString = string;

export const toBytes = (text: string): ByteString => Buffer.from(text, 'utf8').toString('latin1');
export const toText = (bytes: ByteString): string => Buffer.from(bytes, 'latin1').toString('utf8');

/** Since 1970; negative before. Nanoseconds count upwards, 0–999,999,999, as in struct timespec. */
export interface Timestamp {
  readonly seconds: number;
  readonly nanoseconds: number;
}

export type FileKind =
  | 'file'
  | 'directory'
  | 'symlink'
  | 'link'
  | 'character-device'
  | 'block-device'
  | 'fifo'
  | 'socket';

/** One file as an archive or a directory holds it. */
export interface FileEntry {
  readonly path: ByteString;
  readonly kind: FileKind;
  /** Permission, set-ID and sticky bits only (07777). */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Bytes of content; 0 for everything but a file. */
  readonly size: number;
  readonly mtime: Timestamp;
  /** Where a symbolic link points, or the path of the file that a hard link shares; otherwise empty. */
  readonly target: ByteString;
  readonly major: number;
  readonly minor: number;
  readonly xattrs: ReadonlyMap<ByteString, Buffer>;
}

/** A file and its content, to be read before the next one is asked for. */
export interface FileRecord {
  readonly entry: FileEntry;
  content(): AsyncIterable<Buffer>;
}
