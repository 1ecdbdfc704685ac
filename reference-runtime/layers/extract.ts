import type { ByteString, FileEntry, FileRecord, Timestamp } from './file-entry';
import { pathInRoot } from './safe-path';
import { ArchiveError } from './tar/archive-error';
import type { Tree } from './tree';
import { readMark } from './whiteouts';

export interface Limits {
  /** Bytes of content of all files together. */
  readonly maxBytes?: number;
  readonly maxEntries?: number;
}

export interface ExtractOptions extends Limits {
  /** The directory of the view that receives the entries; `.` is its root. */
  readonly directory: ByteString;
  /** The archive is a layer: whiteouts say what is gone. Otherwise they are files like any other. */
  readonly layer: boolean;
}

/** What an archive brought: the content of each file counted once, however many names it has. */
export interface Extracted {
  readonly bytes: number;
  readonly entries: number;
}

/** Attributes that steer overlayfs. An archive that could set them would rearrange the layers (overlayfs.rst, "Redirects"). */
const OVERLAY_ATTRIBUTE = /^(trusted|user)\.overlay\./;
/** Set by the host's own policy and refused or meaningless elsewhere. */
const HOST_ATTRIBUTE = /^security\.(selinux|ima|evm)$/;

export const isPortable = (attribute: string): boolean =>
  !OVERLAY_ATTRIBUTE.test(attribute) && !HOST_ATTRIBUTE.test(attribute);

/**
 * Brings the files of an archive into a view. Throws ArchiveError, TreeError; what was done before stays.
 * Clauses: IMPORT-5, IMG-2 … IMG-4, IMG-13 … IMG-18.
 */
export async function extract(
  tree: Tree,
  files: AsyncIterable<FileRecord>,
  options: ExtractOptions,
): Promise<Extracted> {
  const directoryTimes = new Map<ByteString, Timestamp>();
  let bytes = 0;
  let entries = 0;
  for await (const { entry: stored, content } of files) {
    const entry = placed(stored, options.directory);
    bytes += entry.size;
    entries += 1;
    refuseExcess(entries, bytes, options);
    if (options.layer && applyMark(tree, entry.path)) continue;
    noteTimes(directoryTimes, entry);
    await write(tree, entry, content());
    await tree.room();
  }
  // Last, and from the bottom up: each file made in a directory changes the directory's time.
  for (const [path, mtime] of [...directoryTimes].reverse()) tree.times(path, mtime);
  await tree.room();
  return { bytes, entries };
}

function placed(entry: FileEntry, directory: ByteString): FileEntry {
  const target = entry.kind === 'link' ? under(directory, pathInRoot(entry.target)) : entry.target;
  const xattrs =
    entry.xattrs.size === 0 ? entry.xattrs : new Map([...entry.xattrs].filter(([name]) => isPortable(name)));
  return { ...entry, path: under(directory, pathInRoot(entry.path)), target, xattrs };
}

function under(directory: ByteString, path: ByteString): ByteString {
  if (directory === '.') return path;
  return path === '.' ? directory : `${directory === '/' ? '' : directory}/${path}`;
}

function refuseExcess(entries: number, bytes: number, { maxEntries, maxBytes }: Limits): void {
  if (maxEntries !== undefined && entries > maxEntries)
    throw new ArchiveError(`more than ${maxEntries} entries, the limit`);
  if (maxBytes !== undefined && bytes > maxBytes)
    throw new ArchiveError(`more than ${maxBytes} bytes of content, the limit`);
}

function applyMark(tree: Tree, path: ByteString): boolean {
  const mark = readMark(path);
  if (mark.kind === 'deleted') tree.whiteout(checked(mark.path));
  if (mark.kind === 'opaque') tree.opaque(mark.path);
  return mark.kind !== 'none';
}

function checked(path: ByteString): ByteString {
  const base = path.slice(path.lastIndexOf('/') + 1);
  if (base === '' || base === '.' || base === '..')
    throw new ArchiveError(`the whiteout '.wh.${base}' deletes no name`);
  return path;
}

/** A directory that something else replaces later in the archive is forgotten with everything below it. */
function noteTimes(times: Map<ByteString, Timestamp>, entry: FileEntry): void {
  if (entry.kind === 'directory') {
    times.delete(entry.path);
    times.set(entry.path, entry.mtime);
  } else if (times.has(entry.path)) {
    for (const path of times.keys())
      if (path === entry.path || path.startsWith(`${entry.path}/`)) times.delete(path);
  }
}

async function write(tree: Tree, entry: FileEntry, content: AsyncIterable<Buffer>): Promise<void> {
  switch (entry.kind) {
    case 'file':
      return writeFile(tree, entry, content);
    case 'directory':
      return tree.directory(entry);
    case 'symlink':
      return tree.symlink(entry);
    case 'link':
      return tree.hardLink(entry.path, entry.target);
    default:
      return tree.node(entry);
  }
}

async function writeFile(tree: Tree, entry: FileEntry, content: AsyncIterable<Buffer>): Promise<void> {
  tree.file(entry);
  for await (const piece of content) {
    tree.content(piece);
    await tree.room();
  }
  tree.xattrs(entry);
}
