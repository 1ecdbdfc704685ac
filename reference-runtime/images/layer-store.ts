import { createHash, randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { unpackLayer } from '../layers/unpack';
import { exists, type OciLayout } from './oci-layout';

/** A layer that is unpacked and hashed, but not yet part of the store. */
export interface NewLayer {
  /** `sha256:…` of the plain archive. */
  readonly diffId: string;
  /** Bytes of the plain archive. */
  readonly archiveSize: number;
  /** Bytes of its files. */
  readonly contentSize: number;
  /** Holds `layer` and `archive`. */
  readonly work: string;
}

/** The layers of all images, unpacked, by chain id: images with the same base share its directories. */
export class LayerStore {
  constructor(private readonly layout: OciLayout) {}

  /** Forgets what a killed predecessor left half-done. */
  async sweep(keep: ReadonlySet<string>): Promise<void> {
    for (const half of await readdir(this.layout.temporary)) {
      await rm(join(this.layout.temporary, half), { recursive: true, force: true });
    }
    await mkdir(join(this.layout.root, 'layers'), { recursive: true, mode: 0o700 });
    for (const chain of await readdir(join(this.layout.root, 'layers')))
      if (!keep.has(chain)) await this.remove(chain);
  }

  /** Unpacks a plain archive while it is hashed and stored: one pass. Throws RuntimeError and leaves nothing. */
  async prepare(archive: AsyncIterable<Buffer>, parent: string | undefined): Promise<NewLayer> {
    const work = join(this.layout.temporary, randomBytes(8).toString('hex'));
    await mkdir(join(work, 'layer'), { recursive: true });
    try {
      await likeParent(join(work, 'layer'), parent && this.directory(parent));
      const copy = new ArchiveCopy(join(work, 'archive'));
      const { bytes } = await unpackLayer(copy.passing(archive), join(work, 'layer'));
      return { ...copy.result(), contentSize: bytes, work };
    } catch (error) {
      await rm(work, { recursive: true, force: true });
      throw error;
    }
  }

  /** Makes a prepared layer part of the store. One that is there already makes it needless. */
  async adopt(layer: NewLayer, chain: string): Promise<void> {
    await this.layout.adoptBlob(join(layer.work, 'archive'), layer.diffId);
    if (!(await exists(this.directory(chain))))
      await rename(join(layer.work, 'layer'), this.directory(chain));
    await this.discard(layer);
  }

  async discard(layer: NewLayer): Promise<void> {
    await rm(layer.work, { recursive: true, force: true });
  }

  /** Out of sight first, so a kill in between leaves no half layer under a name that counts. */
  async remove(chain: string): Promise<void> {
    const doomed = join(this.layout.temporary, randomBytes(8).toString('hex'));
    await rename(this.directory(chain), doomed);
    await rm(doomed, { recursive: true, force: true });
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

/** Writes what passes to a file and hashes it. */
class ArchiveCopy {
  private readonly hash = createHash('sha256');
  private size = 0;

  constructor(private readonly path: string) {}

  /** On disk when the last piece has passed. The disk works while the next pieces are unpacked. */
  async *passing(archive: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    const file = await open(this.path, 'wx', 0o644);
    const early = new EarlySync(() => file.datasync());
    try {
      for await (const piece of archive) {
        const written = file.writeFile(piece);
        this.hash.update(piece);
        this.size += piece.length;
        await written;
        early.wrote(piece.length);
        yield piece;
      }
      await early.finish();
    } finally {
      await early.settle();
      await file.close();
    }
  }

  result(): { diffId: string; archiveSize: number } {
    return { diffId: `sha256:${this.hash.digest('hex')}`, archiveSize: this.size };
  }
}

/** Asks the disk to write along the way, so that the final sync finds little left. */
class EarlySync {
  private static readonly INTERVAL = 1 << 25;
  private sinceLast = 0;
  private running: Promise<unknown> | undefined;
  private failure: { error: unknown } | undefined;

  constructor(private readonly sync: () => Promise<void>) {}

  wrote(bytes: number): void {
    this.sinceLast += bytes;
    if (this.sinceLast < EarlySync.INTERVAL || this.running) return;
    this.sinceLast = 0;
    this.running = this.sync()
      .catch((error: unknown) => {
        this.failure = { error };
      })
      .finally(() => {
        this.running = undefined;
      });
  }

  /** Throws what any sync met: the kernel reports a write error only once per open file. */
  async finish(): Promise<void> {
    await this.settle();
    if (this.failure) throw this.failure.error;
    await this.sync();
  }

  async settle(): Promise<void> {
    await this.running;
  }
}
