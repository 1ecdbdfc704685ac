import { Readable } from 'node:stream';
import { isPortable } from './extract';
import type { FileRecord } from './file-entry';
import { refusal } from './refusal';
import { writeTar } from './tar/write-tar';
import { Tree } from './tree';
import type { View } from './view';

/** Everything in a view but its root directory itself, as an archive. Must be read to its end or destroyed. */
export function archiveRoot(view: View): Readable {
  return Readable.from(content(view), { objectMode: false, highWaterMark: 1 << 17 });
}

async function* content(view: View): AsyncGenerator<Buffer> {
  const tree = new Tree(view);
  try {
    yield* writeTar(entries(tree));
  } catch (error) {
    throw refusal(error, 'cannot archive the root file system');
  } finally {
    await tree.close();
  }
}

async function* entries(tree: Tree): AsyncGenerator<FileRecord> {
  for await (const { entry, content } of tree.walk('.', { content: true })) {
    if (entry.path === '.') continue;
    const xattrs = new Map([...entry.xattrs].filter(([name]) => isPortable(name)));
    yield { entry: { ...entry, xattrs }, content };
  }
}
