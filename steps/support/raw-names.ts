/** Names of files are bytes, and need not be UTF-8. Tables write such a byte as `\xff`; the library that writes archives cannot. */

export interface RawName {
  /** What the archive is written with: the same length, ASCII. */
  readonly placeholder: string;
  readonly bytes: Buffer;
}

const escaped = /\\x([0-9a-f]{2})/g;

/** The names of a table; each with an escape gets a placeholder of its own. */
export const rawNames = (names: readonly string[]): RawName[] =>
  names.map((name, index) => ({
    placeholder: name.replace(escaped, (_, _hex: string, at: number) =>
      String.fromCharCode(65 + ((index + at) % 26)),
    ),
    bytes: Buffer.concat(
      name
        .split(/(\\x[0-9a-f]{2})/)
        .map((part) =>
          /^\\x[0-9a-f]{2}$/.test(part) ? Buffer.from(part.slice(2), 'hex') : Buffer.from(part),
        ),
    ),
  }));

/** The archive with the bytes in place of the placeholders. Only names that the oldest header holds. */
export function withRawNames(archive: Buffer, names: readonly RawName[]): Buffer {
  for (const { placeholder, bytes } of names) {
    if (bytes.equals(Buffer.from(placeholder))) continue;
    const at = archive.indexOf(`${placeholder}\0`, 0, 'latin1');
    bytes.copy(archive, at);
    checksum(archive.subarray(at, at + 512));
  }
  return archive;
}

/** The sum of the header's bytes, its own field counted as blanks: tar(5). */
function checksum(header: Buffer): void {
  header.fill(' ', 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
}

/** A name of which each character is one byte, as text. */
export function fromBytes(name: string): string {
  const bytes = Buffer.from(name, 'latin1');
  const text = bytes.toString();
  return Buffer.from(text).equals(bytes)
    ? text
    : name.replace(/[\x80-\xff]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16)}`);
}

/**
 * The paths that extended headers give to the entries of an archive, in their order; undefined where a plain header has the name. The
 * library that reads archives takes them for UTF-8, and loses what is none.
 */
export function extendedPaths(archive: Buffer): (string | undefined)[] {
  const paths: (string | undefined)[] = [];
  let path: string | undefined;
  for (let at = 0; archive[at]; ) {
    const size = sizeOf(archive.subarray(at, at + 512));
    const type = archive.toString('latin1', at + 156, at + 157);
    const content = archive.subarray(at + 512, at + 512 + size);
    if (type === 'x') path = pathRecord(content) ?? path;
    else if (!'gLK'.includes(type)) {
      paths.push(path);
      path = undefined;
    }
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return paths;
}

/** Octal, or binary when the first bit is set: tar(5). */
function sizeOf(header: Buffer): number {
  if ((header[124] ?? 0) & 0x80) return header.readUIntBE(130, 6);
  return Number.parseInt(header.toString('latin1', 124, 136).trim() || '0', 8) || 0;
}

/** Records are `LENGTH KEY=VALUE\n`, the length that of the whole record. */
function pathRecord(records: Buffer): string | undefined {
  for (let at = 0; at < records.length; ) {
    const blank = records.indexOf(' ', at);
    const length = Number(records.toString('latin1', at, blank));
    if (!(length > 0)) return undefined;
    const record = records.toString('latin1', blank + 1, at + length - 1);
    if (record.startsWith('path=')) return fromBytes(record.slice('path='.length));
    at += length;
  }
  return undefined;
}
