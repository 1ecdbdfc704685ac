import { posix } from 'node:path';
import { Readable } from 'node:stream';
import { RuntimeError } from '../errors';
import {
  type ByteString,
  type FileEntry,
  type FileKind,
  type FileRecord,
  toBytes,
  toText,
} from './file-entry';
import { refusal } from './refusal';
import { writeTar } from './tar/write-tar';
import { Tree } from './tree';
import type { View } from './view';

/** What the Engine API says about a path before it sends it: moby api/types/container, PathStat. */
export interface PathStat {
  readonly name: string;
  readonly size: number;
  /** Go's FileMode: permissions in the low nine bits, kind and set-ID bits from the top. */
  readonly mode: number;
  /** RFC 3339 with nanoseconds. */
  readonly mtime: string;
  /** Absolute in the container; empty when the path is no symbolic link. */
  readonly linkTarget: string;
}

export interface ArchiveOut {
  readonly stat: PathStat;
  /** Must be read to its end or destroyed: the helper behind it lives as long. */
  readonly archive: Readable;
}

/** Bits of Go's os.FileMode: go doc io/fs FileMode. */
const GO_KIND: Readonly<Record<FileKind, number>> = {
  file: 0,
  link: 0,
  directory: 2 ** 31,
  symlink: 2 ** 27,
  'block-device': 2 ** 26,
  'character-device': 2 ** 26 + 2 ** 21,
  fifo: 2 ** 25,
  socket: 2 ** 24,
};

/** A path as it was asked for. */
interface Asked {
  readonly absolute: string;
  /** What the archive calls it: the last part, `.` where it ends in one, `/` for the root. */
  readonly name: string;
  /** It ends in `/` or `/.`, so a symbolic link is followed and only a directory will do. */
  readonly wantsDirectory: boolean;
}

/**
 * `path` and everything below it as an archive whose entries begin with the path's last part. A symbolic link is archived itself unless
 * the path ends in `/` or `/.`. Throws RuntimeError `not-found`.
 * Clauses: COPY-3, COPY-9, COPY-13, COPY-14.
 */
export async function archiveOut(view: View, path: string): Promise<ArchiveOut> {
  const tree = new Tree(view);
  try {
    const asked = ask(path);
    const { start, entry } = await locate(tree, asked);
    const stat = await pathStat(tree, asked, start, entry);
    const archive = Readable.from(content(tree, start, asked), { objectMode: false, highWaterMark: 1 << 17 });
    archive.once('close', () => void tree.close());
    return { stat, archive };
  } catch (error) {
    await tree.close();
    throw refusal(error, `cannot read ${path}`);
  }
}

function ask(path: string): Asked {
  const absolute = posix.resolve('/', path);
  const last = path.split('/').at(-1) ?? '';
  const name = last === '.' ? '.' : posix.basename(absolute) || '/';
  return { absolute, name, wantsDirectory: last === '' || last === '.' };
}

async function locate(tree: Tree, asked: Asked): Promise<{ start: ByteString; entry: FileEntry }> {
  const bytes = toBytes(asked.absolute);
  const start = asked.wantsDirectory ? await tree.realPath(bytes) : bytes;
  const entry = start === undefined ? undefined : await tree.stat(start);
  if (start === undefined || !entry) {
    throw new RuntimeError('not-found', `Could not find the file ${asked.absolute} in the container`);
  }
  if (asked.wantsDirectory && entry.kind !== 'directory') {
    throw new RuntimeError(
      'invalid',
      `${asked.absolute} is not a directory, but the path ends as if it were one`,
    );
  }
  return { start, entry };
}

async function pathStat(tree: Tree, asked: Asked, start: ByteString, entry: FileEntry): Promise<PathStat> {
  return {
    name: asked.name,
    size: entry.size,
    mode: goMode(entry),
    mtime: rfc3339(entry),
    linkTarget: entry.kind === 'symlink' ? await linkTarget(tree, start, entry) : '',
  };
}

/** Where the link leads in the end; where it leads nowhere, what it says, made absolute. */
async function linkTarget(tree: Tree, start: ByteString, entry: FileEntry): Promise<string> {
  const resolved = await tree.realPath(start);
  return toText(resolved ?? posix.resolve(posix.dirname(start), entry.target));
}

function goMode({ kind, mode }: FileEntry): number {
  const special =
    (mode & 0o4000 ? 2 ** 23 : 0) + (mode & 0o2000 ? 2 ** 22 : 0) + (mode & 0o1000 ? 2 ** 20 : 0);
  return GO_KIND[kind] + special + (mode & 0o777);
}

function rfc3339({ mtime }: FileEntry): string {
  const seconds = new Date(mtime.seconds * 1000).toISOString().slice(0, -5);
  const fraction = String(mtime.nanoseconds).padStart(9, '0').replace(/0+$/, '');
  return `${seconds}${fraction ? `.${fraction}` : ''}Z`;
}

async function* content(tree: Tree, start: ByteString, asked: Asked): AsyncGenerator<Buffer> {
  try {
    yield* writeTar(renamed(tree.walk(start, { content: true }), start, toBytes(asked.name)));
  } catch (error) {
    throw refusal(error, `cannot archive ${asked.absolute}`);
  }
}

/** The same files below another path. */
export async function* renamed(
  files: AsyncIterable<FileRecord>,
  from: ByteString,
  to: ByteString,
): AsyncGenerator<FileRecord> {
  const rename = (path: ByteString) => joined(to, path.slice(from.length).replace(/^\//, ''));
  for await (const { entry, content } of files) {
    const target = entry.kind === 'link' ? rename(entry.target) : entry.target;
    yield { entry: { ...entry, path: rename(entry.path), target }, content };
  }
}

function joined(base: ByteString, rest: ByteString): ByteString {
  if (rest === '') return base;
  return base.endsWith('/') ? `${base}${rest}` : `${base}/${rest}`;
}
