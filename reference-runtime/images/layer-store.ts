import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, chown, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { unpackLayer } from '../layers/unpack';
import { ArchiveCopy } from './archive-copy';
import { type Descriptor, exists, LAYER, type OciLayout } from './oci-layout';
import type { SpooledFile } from './spool';
import { UnsyncedLayers } from './unsynced-layers';

interface Unpacked {
  readonly directory: string;
  /** Bytes of its files. */
  readonly contentSize: number;
}

/** A layer that is unpacked and hashed, but not yet part of the store. */
export interface NewLayer extends Unpacked {
  /** `sha256:…` of the plain archive. */
  readonly diffId: string;
  /** Bytes of the plain archive. */
  readonly archiveSize: number;
  /** The file that holds the plain archive. */
  readonly archive: string;
}

/** The layers of all images, unpacked, by chain id: images with the same base share its directories. */
export class LayerStore {
  private constructor(
    private readonly layout: OciLayout,
    private readonly unsynced: UnsyncedLayers,
  ) {}

  /**
   * Opens the layers of these images, each given as its layers' `diffIds`, the base first: forgets what a killed predecessor left
   * half-done and unpacks again what a power failure took.
   */
  static async open(layout: OciLayout, images: readonly (readonly string[])[]): Promise<LayerStore> {
    const layers = join(layout.root, 'layers');
    await mkdir(layers, { recursive: true, mode: 0o700 });
    const store = new LayerStore(layout, await UnsyncedLayers.open(join(layout.root, 'unsynced'), layers));
    await store.sweep(new Set(images.flatMap(chainIds)));
    for (const diffIds of images) await store.restoreMissing(diffIds);
    await store.unsynced.resume();
    return store;
  }

  private async sweep(keep: ReadonlySet<string>): Promise<void> {
    for (const half of await readdir(this.layout.temporary)) {
      await rm(join(this.layout.temporary, half), { recursive: true, force: true });
    }
    const doubtful = await this.unsynced.doubtful();
    for (const chain of await readdir(join(this.layout.root, 'layers'))) {
      if (!keep.has(chain) || doubtful.includes(chain)) await this.remove(chain);
    }
  }

  private async restoreMissing(diffIds: readonly string[]): Promise<void> {
    const chains = chainIds(diffIds);
    for (const [index, chain] of chains.entries()) {
      if (await exists(this.directory(chain))) continue;
      const archive = createReadStream(this.layout.blobPath(diffIds[index] ?? ''), {
        highWaterMark: 1 << 18,
      });
      const below = chains[index - 1];
      await this.place(await this.unpack(archive, below && this.directory(below)), chain);
    }
  }

  /**
   * Unpacks a plain archive while it is hashed and stored: one pass. `below` is the directory of the layer under it. Throws
   * RuntimeError and leaves nothing.
   */
  async prepare(archive: AsyncIterable<Buffer>, below: string | undefined): Promise<NewLayer> {
    const file = this.layout.newTemporary();
    try {
      const copy = new ArchiveCopy(file);
      return { ...(await this.unpack(copy.passing(archive), below)), ...copy.result(), archive: file };
    } catch (error) {
      await rm(file, { force: true });
      throw error;
    }
  }

  /** Unpacks a plain archive that is on disk and hashed already. Throws RuntimeError and leaves nothing but the file. */
  async prepareFile(
    { file, digest, size }: SpooledFile,
    content: AsyncIterable<Buffer>,
    below: string | undefined,
  ): Promise<NewLayer> {
    return { ...(await this.unpack(content, below)), diffId: digest, archiveSize: size, archive: file };
  }

  private async unpack(archive: AsyncIterable<Buffer>, below: string | undefined): Promise<Unpacked> {
    const directory = this.layout.newTemporary();
    await mkdir(directory);
    await likeParent(directory, below);
    const { bytes } = await unpackLayer(archive, directory);
    return { directory, contentSize: bytes };
  }

  /** Makes a prepared layer part of the store. One that is there already makes it needless. */
  async adopt(layer: NewLayer, chain: string): Promise<void> {
    await this.layout.adoptBlob(layer.archive, layer.diffId);
    if (!(await exists(this.directory(chain)))) await this.place(layer, chain);
    await this.discard(layer);
  }

  private async place(layer: Unpacked, chain: string): Promise<void> {
    await this.unsynced.mark(chain);
    await rename(layer.directory, this.directory(chain));
    this.unsynced.syncLater(chain);
  }

  async discard(layer: NewLayer): Promise<void> {
    await rm(layer.archive, { force: true });
    await rm(layer.directory, { recursive: true, force: true });
  }

  /** Out of sight first, so a kill in between leaves no half layer under a name that counts. */
  async remove(chain: string): Promise<void> {
    const doomed = this.layout.newTemporary();
    await rename(this.directory(chain), doomed);
    await rm(doomed, { recursive: true, force: true });
  }

  /** Resolves when no layer is being written to disk. */
  async idle(): Promise<void> {
    await this.unsynced.idle();
  }

  directory(chain: string): string {
    return join(this.layout.root, 'layers', chain);
  }
}

/** The chain ids of a list of layers, the base first (OCI image specification, config.md, "Layer ChainID"), without `sha256:`. */
export function chainIds(diffIds: readonly string[]): string[] {
  const chains: string[] = [];
  for (const diffId of diffIds) {
    const below = chains.at(-1);
    chains.push(
      below
        ? createHash('sha256').update(`sha256:${below} ${diffId}`).digest('hex')
        : diffId.slice('sha256:'.length),
    );
  }
  return chains;
}

/** The root of the merged view has the owner and mode of its uppermost layer; an archive without a root entry changes neither. */
async function likeParent(directory: string, parent: string | undefined): Promise<void> {
  const { mode, uid, gid } = parent ? await stat(parent) : { mode: 0o755, uid: 0, gid: 0 };
  await chown(directory, uid, gid);
  await chmod(directory, mode & 0o7777);
}

/** Annotation of this store on a layer in a manifest. */
export const CONTENT_SIZE = 'org.standard-container.content-size';

/** A layer as manifests name it. */
export function layerDescriptor({ diffId, archiveSize, contentSize }: NewLayer): Descriptor {
  return {
    mediaType: LAYER,
    digest: diffId,
    size: archiveSize,
    annotations: { [CONTENT_SIZE]: String(contentSize) },
  };
}
