/** Tar archives as tables of entries. */

import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { extract, type Header, pack } from 'tar-stream';
import { Violation } from '../../harness/verdicts/evidence';
import { expectEqual } from './expect';

/** One entry; each column of a table that is absent or empty was not asked for. */
export interface Row {
  path: string;
  kind: string;
  mode: string;
  owner: string;
  content: string;
  target: string;
  modified: string;
}

/** Makes an archive; what a row leaves out is a root user's file of mode 0644 of the year 2013. */
export async function makeArchive(rows: readonly Partial<Row>[]): Promise<Buffer> {
  const archive = pack();
  const bytes = buffer(archive);
  for (const row of rows) archive.entry(header(row), row.content ?? '');
  archive.finalize();
  return bytes;
}

function header(row: Partial<Row>) {
  const [uid = 0, gid = 0] = (row.owner || '0:0').split(':').map(Number);
  return {
    name: row.path ?? '',
    type: (row.kind as Header['type']) || 'file',
    mode: Number.parseInt(row.mode || (row.kind === 'directory' ? '0755' : '0644'), 8),
    uid,
    gid,
    mtime: new Date(row.modified || '2013-03-15T12:00:00Z'),
    ...(row.target ? { linkname: row.target } : {}),
  };
}

/**
 * The entries of an archive, paths without leading `./` and trailing `/`.
 * @throws {Violation} when the runtime's answer is no archive.
 */
export async function readArchive(bytes: Buffer): Promise<Row[]> {
  const rows: Row[] = [];
  const archive = extract();
  Readable.from([bytes])
    .on('error', () => undefined)
    .pipe(archive);
  try {
    for await (const entry of archive) rows.push(row(entry.header, (await buffer(entry)).toString()));
  } catch (error) {
    throw new Violation('a tar archive', (error as Error).message, 'the archive that the runtime answered');
  }
  return rows;
}

const row = (header: Header, content: string): Row => ({
  path: header.name.replace(/^(\.?\/)+/, '').replace(/\/$/, ''),
  kind: header.type ?? 'file',
  mode: ((header.mode ?? 0) & 0o7777).toString(8).padStart(4, '0'),
  owner: `${header.uid}:${header.gid}`,
  content,
  target: header.linkname ?? '',
  modified: `${(header.mtime ?? new Date(0)).toISOString().slice(0, 19)}Z`,
});

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
