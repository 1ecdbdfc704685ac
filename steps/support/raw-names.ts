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
