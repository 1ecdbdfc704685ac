/** The caller's own files, as tables of entries. */
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import type { Row } from './archive';

export function writeFolder(folder: string, rows: readonly Partial<Row>[]): void {
  for (const { path: name = '', kind, content = '', target = '', mode } of rows) {
    const at = path.join(folder, name);
    mkdirSync(path.dirname(at), { recursive: true });
    if (kind === 'directory') mkdirSync(at, { recursive: true });
    else if (kind === 'symlink') symlinkSync(target, at);
    else writeFileSync(at, content);
    if (mode) chmodSync(at, Number.parseInt(mode, 8));
  }
}

/** Everything below the folder, paths relative to it. */
export function readFolder(folder: string): Row[] {
  const names = readdirSync(folder, { recursive: true }) as string[];
  return names.map((name) => rowOf(folder, name));
}

function rowOf(folder: string, name: string): Row {
  const at = path.join(folder, name);
  const stat = lstatSync(at);
  const kind = stat.isDirectory() ? 'directory' : stat.isSymbolicLink() ? 'symlink' : 'file';
  return {
    path: name,
    kind,
    mode: (stat.mode & 0o7777).toString(8).padStart(4, '0'),
    owner: `${stat.uid}:${stat.gid}`,
    content: kind === 'file' ? readFileSync(at, 'utf8') : '',
    target: kind === 'symlink' ? readlinkSync(at) : '',
    modified: `${stat.mtime.toISOString().slice(0, 19)}Z`,
  };
}
