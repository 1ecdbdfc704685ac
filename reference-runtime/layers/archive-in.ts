import { posix } from 'node:path';
import type { Readable } from 'node:stream';
import { RuntimeError } from '../errors';
import { ByteReader } from './byte-reader';
import { decompress } from './decompress';
import { extract } from './extract';
import { type ByteString, toBytes } from './file-entry';
import { refusal } from './refusal';
import { readTar } from './tar/read-tar';
import { Tree } from './tree';
import type { View } from './view';

export interface ArchiveInOptions {
  /** Refuse an entry that would put a directory in the place of a non-directory, or the other way round. */
  readonly noOverwriteDirNonDir?: boolean;
}

/**
 * Unpacks an archive, plain or compressed, into a directory of the view. The directory must exist; symbolic links to it are followed
 * inside the view. Throws RuntimeError `not-found`, `invalid`, `conflict` (read-only); entries before a bad one stay. The archive is not
 * destroyed: its owner may still answer.
 * Clauses: COPY-6, COPY-16 … COPY-20, COPY-22, COPY-25 … COPY-34.
 */
export async function archiveIn(
  view: View,
  directory: string,
  archive: Readable,
  options: ArchiveInOptions = {},
): Promise<void> {
  const tree = new Tree(view);
  const reader = new ByteReader(
    decompress(archive.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>),
  );
  try {
    const target = await existingDirectory(tree, directory);
    if (options.noOverwriteDirNonDir) tree.keepKinds();
    await extract(tree, readTar(reader), { directory: target, layer: false });
    await reader.drain();
    await tree.finish();
  } catch (error) {
    throw refusal(error, `cannot unpack the archive into ${directory}`);
  } finally {
    await reader.close();
    await tree.close();
  }
}

async function existingDirectory(tree: Tree, directory: string): Promise<ByteString> {
  const resolved = await tree.realPath(toBytes(posix.resolve('/', directory)));
  const entry = resolved === undefined ? undefined : await tree.stat(resolved);
  if (resolved === undefined || !entry)
    throw new RuntimeError('not-found', `Could not find the directory ${directory} in the container`);
  if (entry.kind !== 'directory')
    throw new RuntimeError('invalid', `extraction point is not a directory: ${directory}`);
  return resolved;
}
