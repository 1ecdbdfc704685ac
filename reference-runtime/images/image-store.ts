import { mkdir } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { decompress } from '../layers/decompress';
import { packLayer } from '../layers/pack';
import { Catalogue, storedImage } from './catalogue';
import { applyChanges } from './config-changes';
import { history, type Step } from './history';
import {
  architecture,
  type ConfigBlob,
  type HistoryEntry,
  type ImageConfig,
  type ImageRecord,
} from './image';
import { chainIds, LayerStore, layerDescriptor, type NewLayer } from './layer-store';
import { type LoadedImage, loadArchive } from './load';
import { CONFIG, MANIFEST, type Manifest, OciLayout } from './oci-layout';
import { formatName, parseName } from './references';
import { planRemoval, type Removal, type RemoveOptions } from './removal';
import { saveArchive } from './save';

export type { Step } from './history';
export type { HistoryEntry, ImageConfig, ImageRecord } from './image';
export type { LoadedImage } from './load';
export type { Removal, RemoveOptions } from './removal';

export interface ImportOptions {
  /** `name[:tag]`. */
  readonly reference?: string;
  readonly message?: string;
  /** Dockerfile-like instructions: see config-changes.ts. */
  readonly changes?: readonly string[];
}

export interface CommitOptions {
  /** The container's upper directory. It may be in use. */
  readonly upper: string;
  /** The id of the image that the container was made from. */
  readonly parent: string;
  /** The whole configuration of the new image. */
  readonly config: ImageConfig;
  readonly reference?: string;
  readonly author?: string;
  readonly message?: string;
  /** The container's id. */
  readonly container?: string;
  /** What the container ran, for the history. */
  readonly command?: string;
}

/**
 * The images of one engine: an OCI image layout at `root`, beside it the unpacked layers. Changes take effect one after another and
 * are on disk when their promise resolves; only reading and unpacking archives goes on side by side.
 */
export class ImageStore {
  private lastChange: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly layout: OciLayout,
    private readonly layers: LayerStore,
    private catalogue: Catalogue,
  ) {}

  /**
   * Opens the store, makes it where there is none, sweeps the half-done work of a killed predecessor, and unpacks again what a power
   * failure took.
   */
  static async open(root: string): Promise<ImageStore> {
    await mkdir(root, { recursive: true, mode: 0o711 });
    const layout = new OciLayout(root);
    await layout.create();
    const catalogue = await Catalogue.load(layout);
    await layout.keepBlobs(catalogue.blobsInUse());
    return new ImageStore(layout, await LayerStore.open(layout, catalogue.layerLists()), catalogue);
  }

  /**
   * A base image from the archive of a root file system, plain or compressed; resolves to its id. Throws RuntimeError `invalid` for
   * a bad archive, name or change; then nothing is left, and the archive is not destroyed: its owner may still answer.
   * Clauses: IMPORT-1, IMPORT-2, IMPORT-8 … IMPORT-14, IMG-1.
   */
  async importArchive(archive: Readable, options: ImportOptions): Promise<string> {
    const name = options.reference === undefined ? undefined : formatName(parseName(options.reference));
    const config = applyChanges({}, options.changes ?? []);
    const plain = decompress(archive.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>);
    const layer = await this.layers.prepare(plain, undefined);
    const comment = options.message || 'Imported from -';
    return this.register(layer, { config, name, comment });
  }

  /**
   * A new image: the parent's layers and one more with everything that the upper directory changes. Resolves to its id.
   * Clauses: COMMIT-4.
   */
  async commit(options: CommitOptions): Promise<string> {
    const name = options.reference === undefined ? undefined : formatName(parseName(options.reference));
    const parent = this.catalogue.byId(options.parent);
    const layer = await this.layers.prepare(packLayer(options.upper), this.lowerDirs(parent.id)[0]);
    const { config, author, message: comment, container, command } = options;
    return this.register(layer, { parent: parent.id, config, name, comment, author, container, command });
  }

  /** The image with this name (a missing tag is `latest`), id, or unique beginning of an id. Throws RuntimeError. */
  resolve(reference: string): ImageRecord {
    return this.catalogue.record(this.catalogue.resolve(reference));
  }

  /** Gives an image a further name, taking it from any other. */
  async tag(reference: string, name: string): Promise<void> {
    const tagged = formatName(parseName(name));
    await this.change(() =>
      this.publish(this.catalogue.withName(tagged, this.catalogue.resolve(reference).id)),
    );
  }

  list(): ImageRecord[] {
    return this.catalogue.records();
  }

  /** The image's layer directories, uppermost first, absolute. */
  lowerDirs(id: string): string[] {
    return chainIds(this.catalogue.byId(id).config.rootfs.diff_ids)
      .map((chain) => this.layers.directory(chain))
      .reverse();
  }

  /** How the image was made, newest step first. Throws RuntimeError `not-found`. */
  history(reference: string): Step[] {
    return history(this.catalogue, this.catalogue.resolve(reference));
  }

  /** Images as one archive that other runtimes read: see save.ts. Throws RuntimeError `not-found`. */
  save(references: readonly string[]): Promise<Readable> {
    return saveArchive(this.layout, this.catalogue, references);
  }

  /** The images of an archive, of whatever runtime: see load.ts. Throws RuntimeError `invalid`. */
  load(archive: Readable): Promise<LoadedImage[]> {
    const { layout, layers } = this;
    return loadArchive(
      {
        layout,
        layers,
        catalogue: () => this.catalogue,
        change: (task) => this.change(task),
        publish: (next) => this.publish(next),
      },
      archive,
    );
  }

  /** Takes a name away, or an image: see removal.ts. Throws RuntimeError `conflict`, `not-found`; then nothing changed. */
  async remove(reference: string, options: RemoveOptions): Promise<Removal> {
    return this.change(async () => {
      const before = this.catalogue;
      const removal = planRemoval(before, reference, options);
      await this.publish(before.without(removal.untagged, removal.deleted));
      await this.deleteUnused(before);
      return removal;
    });
  }

  /** Deletes what `before` needed and the catalogue needs no longer. What a kill leaves here, the next open sweeps. */
  private async deleteUnused(before: Catalogue): Promise<void> {
    const [blobs, chains] = [this.catalogue.blobsInUse(), this.catalogue.chainsInUse()];
    for (const chain of before.chainsInUse()) if (!chains.has(chain)) await this.layers.remove(chain);
    for (const digest of before.blobsInUse()) if (!blobs.has(digest)) await this.layout.removeBlob(digest);
  }

  /** Resolves when nothing goes on in the background. */
  async idle(): Promise<void> {
    await this.lastChange.catch(() => undefined);
    await this.layers.idle();
  }

  private async register(layer: NewLayer, made: Making): Promise<string> {
    try {
      return await this.change(async () => {
        const below = made.parent === undefined ? undefined : this.catalogue.byId(made.parent);
        const config = configBlob(
          made,
          [...(below?.config.rootfs.diff_ids ?? []), layer.diffId],
          below?.config.history ?? [],
        );
        await this.layers.adopt(layer, chainIds(config.rootfs.diff_ids).at(-1) as string);
        const manifest: Manifest = {
          schemaVersion: 2,
          mediaType: MANIFEST,
          config: await this.layout.writeJson(CONFIG, config),
          layers: [...(below?.manifest.layers ?? []), layerDescriptor(layer)],
        };
        const image = {
          ...storedImage(await this.layout.writeJson(MANIFEST, manifest), manifest, config),
          parent: made.parent,
        };
        await this.publish(this.catalogue.withImage(image, made.name));
        return image.id;
      });
    } finally {
      await this.layers.discard(layer);
    }
  }

  /** From here on the store is as `next` says, also after a crash. */
  private async publish(next: Catalogue): Promise<void> {
    await this.layout.writeIndex(next.index());
    this.catalogue = next;
  }

  private change<T>(task: () => Promise<T>): Promise<T> {
    const result = this.lastChange.then(task);
    this.lastChange = result.catch(() => undefined);
    return result;
  }
}

interface Making {
  readonly parent?: string;
  readonly name?: string;
  readonly config: ImageConfig;
  readonly author?: string;
  readonly comment?: string;
  readonly container?: string;
  readonly command?: string;
}

function configBlob(made: Making, diffIds: string[], past: readonly HistoryEntry[]): ConfigBlob {
  const created = new Date().toISOString();
  const { author, comment, container, config, command } = made;
  const step: HistoryEntry = {
    created,
    ...(command ? { created_by: command } : {}),
    ...(author ? { author } : {}),
    ...(comment ? { comment } : {}),
  };
  return {
    created,
    ...(author ? { author } : {}),
    architecture,
    os: 'linux',
    ...(container ? { container } : {}),
    config,
    rootfs: { type: 'layers', diff_ids: diffIds },
    history: [...past, step],
  };
}
