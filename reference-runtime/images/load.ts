import type { Readable } from 'node:stream';
import { RuntimeError } from '../errors';
import { decompress } from '../layers/decompress';
import type { ArchivedImage } from './archived-image';
import { archivedImages } from './archived-images';
import { type Catalogue, storedImage } from './catalogue';
import type { ConfigBlob } from './image';
import { chainIds, type LayerStore, layerDescriptor, type NewLayer } from './layer-store';
import { CONFIG, type Descriptor, MANIFEST, type Manifest, type OciLayout } from './oci-layout';
import { Spool, type SpooledFile } from './spool';

export interface LoadedImage {
  readonly id: string;
  readonly names: readonly string[];
}

/** The parts of a store that a load works with. */
export interface Rooms {
  readonly layout: OciLayout;
  readonly layers: LayerStore;
  catalogue(): Catalogue;
  change<T>(task: () => Promise<T>): Promise<T>;
  publish(next: Catalogue): Promise<void>;
}

interface PreparedLayer {
  readonly chain: string;
  readonly descriptor: Descriptor;
  /** Absent when the store has it. */
  readonly fresh?: NewLayer;
}

interface PreparedImage {
  readonly names: readonly string[];
  readonly layers: readonly PreparedLayer[];
  readonly bytes: Buffer;
  readonly config: ConfigBlob;
}

/**
 * Takes over the images of an archive with their names: all of them in one step, or none. Throws RuntimeError `invalid`; then nothing
 * is left, and the archive is not destroyed: its owner may still answer.
 * Clauses: LOAD-1 … LOAD-7, LOAD-10 … LOAD-18.
 */
export async function loadArchive(rooms: Rooms, archive: Readable): Promise<LoadedImage[]> {
  try {
    return await load(
      rooms,
      decompress(archive.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>),
    );
  } catch (error) {
    if (!(error instanceof RuntimeError && error.category === 'invalid')) throw error;
    throw new RuntimeError('invalid', `invalid archive of images: ${error.message}`, { cause: error });
  }
}

async function load(rooms: Rooms, plain: AsyncIterable<Buffer>): Promise<LoadedImage[]> {
  const spool = await Spool.read(plain, rooms.layout.newTemporary());
  const work = new Preparation(rooms, spool);
  try {
    const images: PreparedImage[] = [];
    for (const image of await archivedImages(spool)) images.push(await work.image(image));
    return await rooms.change(() => adopt(rooms, images, work.prepared));
  } finally {
    await work.discard();
    await spool.remove();
  }
}

/** Unpacks the layers of an archive, each once, beside the store. */
class Preparation {
  /** By chain id, each after the one below it. */
  readonly prepared = new Map<string, PreparedLayer>();

  constructor(
    private readonly rooms: Rooms,
    private readonly spool: Spool,
  ) {}

  async image(image: ArchivedImage): Promise<PreparedImage> {
    const layers: PreparedLayer[] = [];
    for (const [index, file] of image.layers.entries()) {
      layers.push(await this.layer(file, image.diffIds?.[index], layers));
    }
    const diffIds = layers.map(({ descriptor }) => descriptor.digest);
    return { names: image.names, layers, ...image.config(diffIds) };
  }

  async discard(): Promise<void> {
    for (const { fresh } of this.prepared.values()) if (fresh) await this.rooms.layers.discard(fresh);
  }

  private async layer(
    file: SpooledFile,
    expected: string | undefined,
    below: readonly PreparedLayer[],
  ): Promise<PreparedLayer> {
    const chain = (diffId: string) =>
      chainIds([...below.map(({ descriptor }) => descriptor.digest), diffId]).at(-1) ?? '';
    const known = file.digest === expected ? this.known(chain(expected), expected) : undefined;
    if (known) return known;
    const fresh = await this.unpack(file, expected, below.at(-1));
    const layer = { chain: chain(fresh.diffId), descriptor: layerDescriptor(fresh), fresh };
    const twin = this.prepared.get(layer.chain);
    if (!twin) this.prepared.set(layer.chain, layer);
    else await this.rooms.layers.discard(fresh);
    return twin ?? layer;
  }

  /** A layer that this load has prepared already, or that the store has. */
  private known(chain: string, diffId: string): PreparedLayer | undefined {
    const descriptor = this.rooms.catalogue().layer(chain, diffId);
    return this.prepared.get(chain) ?? (descriptor && { chain, descriptor });
  }

  /** A plain layer stays the file that it is; a compressed one makes a new file. */
  private async unpack(
    file: SpooledFile,
    expected: string | undefined,
    below: PreparedLayer | undefined,
  ): Promise<NewLayer> {
    const { layers } = this.rooms;
    const parent = below && (below.fresh?.directory ?? layers.directory(below.chain));
    const content = this.spool.content(file);
    if (file.digest === expected) return layers.prepareFile(file, content, parent);
    const layer = await layers.prepare(decompress(content), parent);
    if (expected === undefined || layer.diffId === expected) return layer;
    await layers.discard(layer);
    throw new RuntimeError(
      'invalid',
      `a layer has the digest ${layer.diffId}, and the image names ${expected}`,
    );
  }
}

async function adopt(
  rooms: Rooms,
  images: readonly PreparedImage[],
  prepared: ReadonlyMap<string, PreparedLayer>,
): Promise<LoadedImage[]> {
  let next = rooms.catalogue();
  demandKnown(next, images);
  for (const { fresh, chain } of prepared.values()) if (fresh) await rooms.layers.adopt(fresh, chain);
  const loaded: LoadedImage[] = [];
  for (const { names, layers, bytes, config } of images) {
    const manifest: Manifest = {
      schemaVersion: 2,
      mediaType: MANIFEST,
      config: await rooms.layout.writeBlob(CONFIG, bytes),
      layers: layers.map(({ descriptor }) => descriptor),
    };
    const image = storedImage(await rooms.layout.writeJson(MANIFEST, manifest), manifest, config);
    const parent = next.has(image.id) ? next.byId(image.id).parent : undefined;
    next = next.withImage({ ...image, parent }, undefined);
    for (const name of names) next = next.withName(name, image.id);
    loaded.push({ id: image.id, names });
  }
  await rooms.publish(next);
  return loaded;
}

function demandKnown(catalogue: Catalogue, images: readonly PreparedImage[]): void {
  const chains = catalogue.chainsInUse();
  const lost = images
    .flatMap(({ layers }) => layers)
    .some(({ fresh, chain }) => !fresh && !chains.has(chain));
  if (lost)
    throw new RuntimeError(
      'conflict',
      'an image that shares layers was removed meanwhile; load the archive again',
    );
}
