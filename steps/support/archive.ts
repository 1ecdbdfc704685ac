/** Tar archives as tables of entries. */

import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { extract, type Header, pack } from 'tar-stream';
import { Violation } from '../../harness/verdicts/evidence';
import { expectEqual } from './expect';
import { extendedPaths, fromBytes, type RawName, rawNames, withRawNames } from './raw-names';

/** One entry; each column of a table that is absent or empty was not asked for. */
export interface Row {
  path: string;
  kind: string;
  mode: string;
  owner: string;
  content: string;
  target: string;
  modified: string;
  /** `major:minor`. */
  device?: string;
  /** A capability of Linux that the file gives to whoever executes it. */
  capability?: string;
}

/** An entry that was read. */
export interface Entry extends Row {
  /** The content, which may be no text. */
  readonly bytes: Buffer;
}

/** Extended headers are in the library, and not in its types. */
interface PaxHeader extends Omit<Header, 'pax'> {
  pax?: Readonly<Record<string, string>> | null;
}

/** Where a header keeps what the kernel keeps in the attribute security.capability: capabilities(7), struct vfs_cap_data. */
const capabilityKey = 'SCHILY.xattr.security.capability';
const capabilityBits: Readonly<Record<string, number>> = { NET_BIND_SERVICE: 10, NET_RAW: 13 };

/** Makes an archive; what a row leaves out is a root user's file of mode 0644 of the year 2013. */
export async function makeArchive(rows: readonly Partial<Row>[]): Promise<Buffer> {
  const archive = pack();
  const bytes = buffer(archive);
  const raw: RawName[] = rawNames(rows.map(({ path = '' }) => path));
  for (const [index, row] of rows.entries())
    archive.entry(header(row, raw[index]?.placeholder ?? ''), row.content ?? '');
  archive.finalize();
  return withRawNames(await bytes, raw);
}

function header(row: Partial<Row>, name: string) {
  const [uid = 0, gid = 0] = numbers(row.owner || '0:0');
  const [devmajor = 0, devminor = 0] = numbers(row.device || '0:0');
  const great = Math.max(uid, gid) > 0o777_7777;
  return {
    name,
    type: (row.kind as Header['type']) || 'file',
    mode: Number.parseInt(row.mode || (row.kind === 'directory' ? '0755' : '0644'), 8),
    ...(great ? {} : { uid, gid }),
    mtime: new Date(row.modified || '2013-03-15T12:00:00Z'),
    ...(row.target ? { linkname: row.target } : {}),
    ...(row.device ? { devmajor, devminor } : {}),
    ...(great ? { pax: { uid: String(uid), gid: String(gid) } } : {}),
    ...(row.capability ? { pax: { [capabilityKey]: capabilityBytes(row.capability) } } : {}),
  };
}

const numbers = (pair: string): number[] => pair.split(':').map(Number);

/** Revision 2 with the effective flag; all bytes are ASCII, so the text of a header can carry them. */
function capabilityBytes(name: string): string {
  const bytes = Buffer.alloc(20);
  bytes.writeUInt32LE(0x02000001, 0);
  bytes.writeUInt32LE(1 << (capabilityBits[name] ?? 0), 4);
  return bytes.toString('latin1');
}

/**
 * The entries of an archive, paths without leading `./` and trailing `/`; bytes that are no UTF-8 as `\xNN`.
 * @throws {Violation} when the runtime's answer is no archive.
 */
export async function readArchive(bytes: Buffer): Promise<Entry[]> {
  const rows: Entry[] = [];
  const paths = extendedPaths(bytes);
  const archive = extract({ filenameEncoding: 'latin1' } as object);
  Readable.from([bytes])
    .on('error', () => undefined)
    .pipe(archive);
  try {
    for await (const entry of archive)
      rows.push(row(entry.header as PaxHeader, await buffer(entry), paths[rows.length]));
  } catch (error) {
    throw new Violation('a tar archive', (error as Error).message, 'the archive that the runtime answered');
  }
  return rows;
}

function row(header: PaxHeader, bytes: Buffer, extended: string | undefined): Entry {
  const pax = header.pax ?? {};
  const path = extended ?? fromBytes(header.name);
  return {
    path: path.replace(/^(\.?\/)+/, '').replace(/\/$/, ''),
    kind: header.type ?? 'file',
    mode: ((header.mode ?? 0) & 0o7777).toString(8).padStart(4, '0'),
    owner: `${pax.uid ?? header.uid}:${pax.gid ?? header.gid}`,
    content: bytes.toString(),
    bytes,
    target: header.linkname ? (pax.linkpath ?? fromBytes(header.linkname)) : '',
    modified: `${(header.mtime ?? new Date(0)).toISOString().slice(0, 19)}Z`,
    device: `${header.devmajor ?? 0}:${header.devminor ?? 0}`,
    capability: capabilityIn(pax[capabilityKey]),
  };
}

function capabilityIn(attribute: string | undefined): string {
  if (!attribute) return '';
  const bit = Math.log2(Buffer.from(attribute, 'latin1').readUInt32LE(4));
  return Object.keys(capabilityBits).find((name) => capabilityBits[name] === bit) ?? `bit ${bit}`;
}

/** Compares the columns that a row fills, and the content of files. */
export function expectRows(entries: readonly Row[], rows: readonly Partial<Row>[]): void {
  for (const wanted of rows) {
    const found = entries.find(({ path }) => path === wanted.path);
    const columns = (Object.keys(wanted) as (keyof Row)[]).filter(
      (column) => wanted[column] !== '' || (column === 'content' && wanted.kind === 'file'),
    );
    const actual = found && Object.fromEntries(columns.map((column) => [column, found[column]]));
    const expected = Object.fromEntries(columns.map((column) => [column, wanted[column]]));
    expectEqual(`the entry ${wanted.path} there`, actual, expected);
  }
}
