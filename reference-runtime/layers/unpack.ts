import { rm } from 'node:fs/promises';
import { ByteReader } from './byte-reader';
import { type Extracted, extract, type Limits } from './extract';
import { refusal } from './refusal';
import { readTar } from './tar/read-tar';
import { Tree } from './tree';

/**
 * Unpacks a plain (decompressed) layer archive into an existing empty directory and reads the archive to its very end, so that a
 * digest taken on the way covers every byte. Whiteouts take their overlay form. With `durable`, all is on disk when this resolves.
 * Throws RuntimeError; the directory is gone then, whatever was in it.
 * Clauses: IMG-7 … IMG-12.
 */
export async function unpackLayer(
  archive: AsyncIterable<Buffer>,
  directory: string,
  options: Limits & { durable?: boolean } = {},
): Promise<Extracted> {
  const tree = new Tree({ kind: 'directory', path: directory });
  const reader = new ByteReader(archive);
  try {
    const extracted = await extract(tree, readTar(reader), { ...options, directory: '.', layer: true });
    await reader.drain();
    await tree.finish({ durable: options.durable });
    return extracted;
  } catch (error) {
    await tree.close();
    await rm(directory, { recursive: true, force: true });
    throw refusal(error, 'cannot unpack the archive');
  } finally {
    await reader.close();
    await tree.close();
  }
}
