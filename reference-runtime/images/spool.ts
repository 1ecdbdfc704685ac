import { createReadStream } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { RuntimeError } from '../errors';
import { ByteReader } from '../layers/byte-reader';
import { type ByteString, type FileEntry, toBytes } from '../layers/file-entry';
import { refusal } from '../layers/refusal';
import { pathInRoot } from '../layers/safe-path';
import { readTar } from '../layers/tar/read-tar';
import { ArchiveCopy } from './archive-copy';

/** A file of the archive, on disk under a name of ours. */
export interface SpooledFile {
  readonly file: string;
  /** `sha256:…` of its bytes. */
  readonly digest: string;
  readonly size: number;
}

/** No document about an image is longer: a manifest of 127 layers has 30 kB. */
const LONGEST_DOCUMENT = 1 << 23;
const LINKS = 8;

/**
 * The files of an archive of images, kept until all of it is there: what a file is for stands in another one, often the last. The
 * archive's names are never used on disk, so none of them can lead anywhere.
 */
export class Spool {
  private readonly files = new Map<ByteString, SpooledFile>();
  private readonly links = new Map<ByteString, ByteString>();

  private constructor(private readonly directory: string) {}

  /** Reads a plain archive to its end. Throws RuntimeError `invalid`; then nothing is left of it. */
  static async read(archive: AsyncIterable<Buffer>, directory: string): Promise<Spool> {
    const spool = new Spool(directory);
    const reader = new ByteReader(archive);
    await mkdir(directory, { mode: 0o700 });
    try {
      for await (const { entry, content } of readTar(reader)) await spool.keep(entry, content());
      await reader.drain();
      return spool;
    } catch (error) {
      await spool.remove();
      throw refusal(error, 'cannot read the archive');
    } finally {
      await reader.close();
    }
  }

  /** The file at a path of the archive, through links within it. Throws RuntimeError `invalid` when there is none. */
  file(path: string): SpooledFile {
    const found = this.find(posix.normalize(toBytes(path)));
    if (!found) throw new RuntimeError('invalid', `the archive has no file ${JSON.stringify(path)}`);
    return found;
  }

  has(path: string): boolean {
    return this.find(toBytes(path)) !== undefined;
  }

  async bytes(path: string): Promise<Buffer> {
    const { file, size } = this.file(path);
    if (size > LONGEST_DOCUMENT)
      throw new RuntimeError('invalid', `${JSON.stringify(path)} has ${size} bytes: too long for a document`);
    return readFile(file);
  }

  async json(path: string): Promise<unknown> {
    const bytes = await this.bytes(path);
    try {
      return JSON.parse(bytes.toString());
    } catch (error) {
      throw new RuntimeError('invalid', `${JSON.stringify(path)} is no JSON: ${(error as Error).message}`);
    }
  }

  content(file: SpooledFile): AsyncIterable<Buffer> {
    return createReadStream(file.file, { highWaterMark: 1 << 18 });
  }

  async remove(): Promise<void> {
    await rm(this.directory, { recursive: true, force: true });
  }

  private async keep(entry: FileEntry, content: AsyncIterable<Buffer>): Promise<void> {
    const path = pathInRoot(entry.path);
    if (entry.kind === 'link') this.links.set(path, pathInRoot(entry.target));
    if (entry.kind === 'symlink') this.links.set(path, posix.join(posix.dirname(path), entry.target));
    if (entry.kind !== 'file') return;
    const copy = new ArchiveCopy(join(this.directory, String(this.files.size)));
    for await (const _ of copy.passing(content));
    const { diffId: digest, archiveSize: size } = copy.result();
    this.files.set(path, { file: copy.path, digest, size });
  }

  private find(path: ByteString): SpooledFile | undefined {
    let at = path;
    for (let step = 0; step < LINKS; step++) {
      const next = this.links.get(at);
      if (next === undefined) return this.files.get(at);
      at = next;
    }
    return undefined;
  }
}
