import { RuntimeError } from '../errors';
import { readConfigBlob } from './config-blob';
import type { ConfigBlob, ImageRecord } from './image';
import { CONTENT_SIZE, chainIds } from './layer-store';
import { type Descriptor, type Manifest, type OciLayout, REFERENCE_NAME } from './oci-layout';
import { formatName, parseName } from './references';

/** Annotation of this store on a manifest's entry in the index. */
const PARENT = 'org.standard-container.parent';

/** An image without its names. */
export interface StoredImage {
  readonly id: string;
  readonly parent: string | undefined;
  readonly descriptor: Descriptor;
  readonly manifest: Manifest;
  readonly config: ConfigBlob;
}

/** Which images there are and what they are called. Never changes: each change makes a new one, so a failed write loses nothing. */
export class Catalogue {
  private constructor(
    private readonly images: ReadonlyMap<string, StoredImage>,
    private readonly owners: ReadonlyMap<string, string>,
  ) {}

  /** Reads the index and all that it leads to. */
  static async load(layout: OciLayout): Promise<Catalogue> {
    let catalogue = new Catalogue(new Map(), new Map());
    for (const { annotations = {}, ...descriptor } of await layout.readIndex()) {
      const manifest = JSON.parse((await layout.readBlob(descriptor.digest)).toString()) as Manifest;
      const config = readConfigBlob(await layout.readBlob(manifest.config.digest));
      const image = { ...storedImage(descriptor, manifest, config), parent: annotations[PARENT] };
      catalogue = catalogue.withImage(image, annotations[REFERENCE_NAME]);
    }
    return catalogue;
  }

  /** The `manifests` of index.json: an entry for each name, and one for each image without a name. */
  index(): Descriptor[] {
    return [...this.images.values()].flatMap((image) => {
      const parent: Record<string, string> = image.parent ? { [PARENT]: image.parent } : {};
      const names = this.namesOf(image.id);
      if (names.length === 0) return [{ ...image.descriptor, annotations: parent }];
      return names.map((name) => ({
        ...image.descriptor,
        annotations: { ...parent, [REFERENCE_NAME]: name },
      }));
    });
  }

  withImage(image: StoredImage, name: string | undefined): Catalogue {
    const names = name === undefined ? this.owners : new Map(this.owners).set(name, image.id);
    return new Catalogue(new Map(this.images).set(image.id, image), names);
  }

  /** Clauses: TAG-1, TAG-2, TAG-10. */
  withName(name: string, id: string): Catalogue {
    return new Catalogue(this.images, new Map(this.owners).set(name, id));
  }

  without(names: readonly string[], ids: readonly string[]): Catalogue {
    return new Catalogue(
      new Map([...this.images].filter(([id]) => !ids.includes(id))),
      new Map([...this.owners].filter(([name]) => !names.includes(name))),
    );
  }

  records(): ImageRecord[] {
    return [...this.images.values()].map((image) => this.record(image));
  }

  record(image: StoredImage): ImageRecord {
    const { config } = image;
    return {
      id: image.id,
      names: this.namesOf(image.id),
      ...(image.parent && this.images.has(image.parent) ? { parent: image.parent } : {}),
      created: config.created,
      author: config.author ?? '',
      comment: config.history.at(-1)?.comment ?? '',
      architecture: config.architecture,
      os: config.os,
      ...(config.container ? { container: config.container } : {}),
      config: config.config,
      layers: config.rootfs.diff_ids,
      size: image.manifest.layers.reduce(
        (sum, layer) => sum + Number(layer.annotations?.[CONTENT_SIZE] ?? layer.size),
        0,
      ),
    };
  }

  names(): string[] {
    return [...this.owners.keys()];
  }

  namesOf(id: string): string[] {
    return [...this.owners]
      .filter(([, owner]) => owner === id)
      .map(([name]) => name)
      .sort();
  }

  /** Images committed from this one. */
  childrenOf(id: string): string[] {
    return [...this.images.values()].filter((image) => image.parent === id).map((image) => image.id);
  }

  has(id: string): boolean {
    return this.images.has(id);
  }

  byId(id: string): StoredImage {
    const image = this.images.get(id);
    if (!image) throw notFound(id);
    return image;
  }

  /** The name that the reference is, if it is one; a name beats the beginning of an id. */
  nameIn(reference: string): string | undefined {
    if (this.images.has(digits(reference))) return undefined;
    try {
      const name = formatName(parseName(reference));
      return this.owners.has(name) ? name : undefined;
    } catch {
      return undefined;
    }
  }

  /**
   * By id, name, or unique beginning of an id. Throws RuntimeError `not-found`, `conflict` (ambiguous), `invalid`.
   * Clauses: TAG-4, TAG-9, TAG-11, IMAGES-6 … IMAGES-8.
   */
  resolve(reference: string): StoredImage {
    const name = this.nameIn(reference);
    const id = name ? this.owners.get(name) : this.idBeginning(reference);
    if (id) return this.byId(id);
    if (!/^sha256:/.test(reference)) parseNameOrId(reference);
    throw notFound(reference);
  }

  blobsInUse(): Set<string> {
    const blobs = new Set<string>();
    for (const { descriptor, manifest } of this.images.values()) {
      for (const { digest } of [descriptor, manifest.config, ...manifest.layers]) blobs.add(digest);
    }
    return blobs;
  }

  /** The layer of this chain and digest, where an image has it. */
  layer(chain: string, diffId: string): Descriptor | undefined {
    for (const { manifest, config } of this.images.values())
      if (chainIds(config.rootfs.diff_ids).includes(chain))
        return manifest.layers.find(({ digest }) => digest === diffId);
    return undefined;
  }

  chainsInUse(): Set<string> {
    return new Set(this.layerLists().flatMap(chainIds));
  }

  /** The `diffIds` of each image, the base first. */
  layerLists(): string[][] {
    return [...this.images.values()].map((image) => image.config.rootfs.diff_ids);
  }

  private idBeginning(reference: string): string | undefined {
    const beginning = digits(reference);
    if (!/^[0-9a-f]{1,64}$/.test(beginning)) return undefined;
    const found = [...this.images.keys()].filter((id) => id.startsWith(beginning));
    if (found.length <= 1) return found[0];
    const candidates = found.map((id) => id.slice(0, 12)).join(', ');
    throw new RuntimeError(
      'conflict',
      `${reference} is the beginning of several image ids (${candidates}): give more digits`,
    );
  }
}

export function storedImage(descriptor: Descriptor, manifest: Manifest, config: ConfigBlob): StoredImage {
  return { id: digits(manifest.config.digest), parent: undefined, descriptor, manifest, config };
}

const digits = (reference: string): string => reference.replace(/^sha256:/, '');

function parseNameOrId(reference: string): void {
  if (!/^[0-9a-f]{64}$/.test(reference)) parseName(reference);
}

const notFound = (reference: string) => new RuntimeError('not-found', `No such image: ${reference}`);
