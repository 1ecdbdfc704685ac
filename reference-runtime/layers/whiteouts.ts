import type { ByteString } from './file-entry';

// How a layer archive says that something of the layers below is gone: OCI image specification, layer.md, "Whiteouts".
// On disk, in a layer directory, overlayfs says the same with a character device 0:0 and an attribute of the directory.

const PREFIX = '.wh.';
/** Other names with this prefix are bookkeeping of AUFS, which no one else understands: they are left out. */
const BOOKKEEPING = '.wh..wh.';
const OPAQUE = '.wh..wh..opq';

export type WhiteoutMark =
  | { readonly kind: 'none' }
  | { readonly kind: 'deleted'; readonly path: ByteString }
  | { readonly kind: 'opaque'; readonly path: ByteString }
  | { readonly kind: 'bookkeeping' };

/** What the name of an archive entry says about the layers below. */
export function readMark(path: ByteString): WhiteoutMark {
  const slash = path.lastIndexOf('/');
  const parent = slash < 0 ? '.' : path.slice(0, slash);
  const base = path.slice(slash + 1);
  if (base === OPAQUE) return { kind: 'opaque', path: parent };
  if (base.startsWith(BOOKKEEPING)) return { kind: 'bookkeeping' };
  if (!base.startsWith(PREFIX)) return { kind: 'none' };
  // Exactly the prefix is dropped: a hidden file `.x` is deleted by `.wh..x`.
  return { kind: 'deleted', path: path.slice(0, slash + 1) + base.slice(PREFIX.length) };
}

/** The name that deletes `path`. */
export function deletionMark(path: ByteString): ByteString {
  const slash = path.lastIndexOf('/');
  return `${path.slice(0, slash + 1)}${PREFIX}${path.slice(slash + 1)}`;
}

/** The name that hides everything that the layers below have in `directory`. */
export const opaqueMark = (directory: ByteString): ByteString => `${directory}/${OPAQUE}`;

/** The last part of such a name cannot be a file's own: an archive would say something else with it. */
export const isMark = (path: ByteString): boolean => path.slice(path.lastIndexOf('/') + 1).startsWith(PREFIX);
