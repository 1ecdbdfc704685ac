import { RuntimeError } from '../errors';
import { isPortable } from './extract';
import { type FileEntry, type FileRecord, toText } from './file-entry';
import { refusal } from './refusal';
import { writeTar } from './tar/write-tar';
import { Tree } from './tree';
import { deletionMark, isMark, opaqueMark } from './whiteouts';

const OPAQUE_ATTRIBUTE = 'trusted.overlay.opaque';
const SHALLOW_ATTRIBUTES = ['trusted.overlay.redirect', 'trusted.overlay.metacopy'];

/** overlayfs hides everything that the layers below have in this directory. */
export const isOpaque = (entry: FileEntry): boolean => entry.xattrs.get(OPAQUE_ATTRIBUTE)?.toString() === 'y';

/** overlayfs says with this device that the name is gone from the layers below. */
export const isDeletion = (entry: FileEntry): boolean =>
  entry.kind === 'character-device' && entry.major === 0 && entry.minor === 0;

/**
 * The layer archive of an upper (or a layer) directory, without its root: entries in byte order, hard links kept, whiteouts in
 * archive form, sockets left out. Equal directories make equal bytes. Throws RuntimeError.
 * Clauses: COMMIT-2, COMMIT-3, COMMIT-5, SAVE-8, IMG-9, IMG-10.
 */
export async function* packLayer(directory: string): AsyncGenerator<Buffer> {
  const tree = new Tree({ kind: 'directory', path: directory });
  try {
    yield* writeTar(layerEntries(tree));
  } catch (error) {
    throw refusal(error, `cannot archive the changes in ${directory}`);
  } finally {
    await tree.close();
  }
}

async function* layerEntries(tree: Tree): AsyncGenerator<FileRecord> {
  for await (const { entry, content } of tree.walk('.', { content: true })) {
    if (entry.path === '.') continue;
    refuseUnfaithful(entry);
    if (isDeletion(entry)) {
      yield mark(entry, deletionMark(entry.path));
      continue;
    }
    const xattrs = new Map([...entry.xattrs].filter(([name]) => isPortable(name)));
    yield { entry: { ...entry, xattrs }, content };
    if (isOpaque(entry)) yield mark(entry, opaqueMark(entry.path));
  }
}

function mark(entry: FileEntry, path: string): FileRecord {
  const marked: FileEntry = { ...entry, path, kind: 'file', mode: 0, size: 0, xattrs: new Map() };
  return { entry: marked, content: async function* () {} };
}

/** Rather no archive than one that says something else than the directory. */
function refuseUnfaithful(entry: FileEntry): void {
  if (isMark(entry.path)) {
    throw new RuntimeError(
      'invalid',
      `${toText(entry.path)} cannot be part of a layer: a name that begins with '.wh.' means a deletion there`,
    );
  }
  const shallow = SHALLOW_ATTRIBUTES.find((name) => entry.xattrs.has(name));
  if (shallow) {
    throw new RuntimeError(
      'internal',
      `${toText(entry.path)} has no content of its own (${shallow}): the overlay was mounted with redirect_dir or metacopy`,
    );
  }
}
