import { createHash, randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

// Media types and annotations: OCI image specification, media-types.md, annotations.md.
export const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
export const CONFIG = 'application/vnd.oci.image.config.v1+json';
export const LAYER = 'application/vnd.oci.image.layer.v1.tar';
const INDEX = 'application/vnd.oci.image.index.v1+json';
export const REFERENCE_NAME = 'org.opencontainers.image.ref.name';

export interface Descriptor {
  mediaType: string;
  /** `sha256:` and 64 hexadecimal digits. */
  digest: string;
  size: number;
  annotations?: Record<string, string>;
}

export interface Manifest {
  schemaVersion: 2;
  mediaType: typeof MANIFEST;
  config: Descriptor;
  layers: Descriptor[];
}

/** The files that make a directory or an archive an image layout. */
export const layoutDocuments = (manifests: readonly Descriptor[]) => ({
  'oci-layout': JSON.stringify({ imageLayoutVersion: '1.0.0' }),
  'index.json': JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests }),
});

/**
 * A directory that follows the OCI image layout (image specification, image-layout.md). `index.json` is what counts: a blob that it
 * does not lead to is not there, so a crash between two writes never leaves half an image.
 */
export class OciLayout {
  constructor(readonly root: string) {}

  /** Makes the layout where there is none. */
  async create(): Promise<void> {
    await mkdir(join(this.root, 'blobs', 'sha256'), { recursive: true });
    await mkdir(this.temporary, { recursive: true, mode: 0o700 });
    if (!(await exists(join(this.root, 'oci-layout')))) {
      await this.write(join(this.root, 'oci-layout'), layoutDocuments([])['oci-layout']);
    }
    if (!(await exists(this.indexPath))) await this.writeIndex([]);
  }

  async readIndex(): Promise<Descriptor[]> {
    const index = JSON.parse(await readFile(this.indexPath, 'utf8')) as { manifests: Descriptor[] };
    return index.manifests;
  }

  async writeIndex(manifests: readonly Descriptor[]): Promise<void> {
    await this.write(this.indexPath, layoutDocuments(manifests)['index.json']);
  }

  async readBlob(digest: string): Promise<Buffer> {
    return readFile(this.blobPath(digest));
  }

  /** Stores a JSON document under its digest. */
  async writeJson(mediaType: string, document: unknown): Promise<Descriptor> {
    return this.writeBlob(mediaType, Buffer.from(JSON.stringify(document)));
  }

  /** Stores bytes under their digest. */
  async writeBlob(mediaType: string, data: Buffer): Promise<Descriptor> {
    const digest = `sha256:${createHash('sha256').update(data).digest('hex')}`;
    await this.write(this.blobPath(digest), data);
    return { mediaType, digest, size: data.length };
  }

  /** Takes over a file that is already on disk; one with the same digest makes it needless. */
  async adoptBlob(file: string, digest: string): Promise<void> {
    if (await exists(this.blobPath(digest))) await rm(file, { force: true });
    else await renameDurably(file, this.blobPath(digest));
  }

  /** Removes every blob that is not named. */
  async keepBlobs(digests: ReadonlySet<string>): Promise<void> {
    for (const name of await readdir(join(this.root, 'blobs', 'sha256'))) {
      if (!digests.has(`sha256:${name}`)) await rm(join(this.root, 'blobs', 'sha256', name), { force: true });
    }
  }

  async removeBlob(digest: string): Promise<void> {
    await rm(this.blobPath(digest), { force: true });
  }

  blobPath(digest: string): string {
    return join(this.root, 'blobs', 'sha256', digest.slice('sha256:'.length));
  }

  /** The file has its old or its new content whatever happens, and the new one once this resolves: write, fsync, rename, fsync. */
  private async write(path: string, data: string | Buffer): Promise<void> {
    const temporary = this.newTemporary();
    const file = await open(temporary, 'wx', 0o644);
    try {
      await file.writeFile(data);
      await file.sync();
    } finally {
      await file.close();
    }
    await renameDurably(temporary, path);
  }

  /** Where work is done that does not count yet; emptied when the store is opened. */
  get temporary(): string {
    return join(this.root, 'tmp');
  }

  /** A path that nothing has yet, for work that does not count yet. */
  newTemporary(): string {
    return join(this.temporary, randomBytes(8).toString('hex'));
  }

  private get indexPath(): string {
    return join(this.root, 'index.json');
  }
}

export async function exists(path: string): Promise<boolean> {
  return access(path, constants.F_OK).then(
    () => true,
    () => false,
  );
}

/** A rename is on disk when its directory is (fsync(2)). */
async function renameDurably(from: string, to: string): Promise<void> {
  await rename(from, to);
  const directory = await open(dirname(to), constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
