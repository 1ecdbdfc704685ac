import { renamed } from './archive-out';
import { extract } from './extract';
import { toBytes } from './file-entry';
import { refusal } from './refusal';
import { Tree } from './tree';
import type { View } from './view';

/**
 * Copies a directory of a view with all below it into a directory of the host, which gets its owner, mode and times. Does nothing
 * where the path leads to no directory. Throws RuntimeError; what was copied before stays.
 */
export async function copyTree(from: View, path: string, to: string): Promise<void> {
  const source = new Tree(from);
  const target = new Tree({ kind: 'directory', path: to });
  try {
    const start = await source.realPath(toBytes(path));
    const entry = start === undefined ? undefined : await source.stat(start);
    if (start === undefined || entry?.kind !== 'directory') return;
    const files = renamed(source.walk(start, { content: true }), start, '.');
    await extract(target, files, { directory: '.', layer: false });
    await target.finish();
  } catch (error) {
    throw refusal(error, `cannot copy ${path} of the image into the volume`);
  } finally {
    await Promise.all([source.close(), target.close()]);
  }
}
