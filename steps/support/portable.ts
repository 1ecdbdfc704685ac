/** Portable archives in the caller's hands: made, made badly, and read. */
import { posix } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { ImageSetting } from '../../harness/drivers/runtime';
import { fixtureArchive } from '../../harness/fixtures/archive';
import {
  configuration,
  digest,
  type PortableFile,
  type PortableImage,
  portableArchive,
  portableFiles,
} from '../../harness/fixtures/portable-archive';
import { makeArchive, type Row, readArchive } from './archive';
import { connected, freshName } from './connection';
import { asConfig } from './image-settings';

let base: Promise<Buffer> | undefined;

/** An image over the layer that the base image has; nobody else has one with the same identifier. */
export async function portableImage(
  names: readonly string[],
  layers: readonly Buffer[],
  settings: readonly ImageSetting[],
): Promise<PortableImage> {
  base ??= fixtureArchive('base');
  const label = `conform.run=${connected().context.runId}`;
  const config = { ...asConfig(settings, label), OnlyThisImage: freshName('image') };
  return { names, layers: [await base, ...layers], config };
}

/** A layer that no runtime can have already. */
export const freshLayer = (): Promise<Buffer> =>
  makeArchive([{ path: 'data/fresh', content: freshName('layer') }]);

/** Rows with a column `layer`, counted from 1, as layer archives. */
export async function layersOf(rows: readonly (Partial<Row> & { layer?: string })[]): Promise<Buffer[]> {
  const numbers = [...new Set(rows.map(({ layer }) => layer))];
  return Promise.all(
    numbers.map((number) =>
      makeArchive(rows.filter(({ layer }) => layer === number).map(({ layer: _, ...row }) => row)),
    ),
  );
}

interface Draft {
  readonly images: readonly PortableImage[];
  files: PortableFile[];
  /** Puts bytes into a file of the host: its path. */
  readonly onHost: (bytes: Buffer) => Promise<string>;
}

type Manifest = { Config: string; RepoTags: string[] | null; Layers: string[] }[];

/** What can be special about an archive, by the words of the features. */
export const forms: Readonly<Record<string, (draft: Draft) => Promise<void> | void>> = {
  'lacks a layer': (draft) => drop(draft, lastLayer(draft).path),
  'has another layer in the place of one': async (draft) => {
    lastLayer(draft).content = await makeArchive([{ path: 'forged', content: 'forged\n' }]);
  },
  'names one layer too many': (draft) =>
    changeManifest(draft, (manifest) => manifest[0]?.Layers.push(lastLayer(draft).path)),
  'names one layer too few': (draft) => changeManifest(draft, (manifest) => manifest[0]?.Layers.pop()),
  'names a layer that lies outside of it': async (draft) => {
    const { path, content } = lastLayer(draft);
    const file = await draft.onHost(content ?? Buffer.alloc(0));
    drop(draft, path);
    changeManifest(draft, (manifest) => manifest[0]?.Layers.splice(-1, 1, `../../../../../../../..${file}`));
  },
  'has a link out of it in the place of a layer': async (draft) => {
    const layer = lastLayer(draft);
    layer.target = await draft.onHost(layer.content ?? Buffer.alloc(0));
  },
  'has an entry outside of it': (draft) => {
    draft.files.unshift({
      path: '../../../../../../../../tmp/conform-escape-by-load',
      content: Buffer.from('out'),
    });
  },
  'gives the image a malformed name': (draft) =>
    changeManifest(draft, (manifest) => manifest[0]?.RepoTags?.splice(0, 1, 'UPPER:case')),
  'lacks its manifest': (draft) => drop(draft, 'manifest.json'),
  'has a layer compressed with gzip': (draft) => {
    const layer = lastLayer(draft);
    layer.content = gzipSync(layer.content ?? Buffer.alloc(0));
  },
  'is an OCI image layout': (draft) => {
    draft.files = layoutFiles(draft.images);
  },
  'is as another runtime would write it': () => undefined,
};

/** The archive of these images in one of the forms. */
export async function formed(
  images: readonly PortableImage[],
  form: string,
  onHost: Draft['onHost'],
): Promise<Buffer> {
  const draft = { images, files: portableFiles(images), onHost };
  await forms[form]?.(draft);
  return portableArchive(draft.files);
}

function lastLayer({ images, files }: Draft): PortableFile {
  const path = `${digest(images.at(-1)?.layers.at(-1) ?? Buffer.alloc(0))}/layer.tar`;
  return files.find((file) => file.path === path) ?? { path };
}

function drop(draft: Draft, path: string): void {
  draft.files = draft.files.filter((file) => file.path !== path);
}

function changeManifest({ files }: Draft, change: (manifest: Manifest) => void): void {
  const file = files.find(({ path }) => path === 'manifest.json');
  if (!file?.content) return;
  const manifest = JSON.parse(file.content.toString()) as Manifest;
  change(manifest);
  file.content = Buffer.from(JSON.stringify(manifest));
}

/** OCI image specification, image-layout.md; layers compressed. */
function layoutFiles(images: readonly PortableImage[]): PortableFile[] {
  const files: PortableFile[] = [];
  const blob = (mediaType: string, content: Buffer, annotations?: object) => {
    files.push({ path: `blobs/sha256/${digest(content)}`, content });
    const described = { mediaType, digest: `sha256:${digest(content)}`, size: content.length };
    return { ...described, ...(annotations ? { annotations } : {}) };
  };
  const kind = (name: string) => `application/vnd.oci.image.${name}`;
  const manifests = images.map((image) => {
    const manifest = {
      schemaVersion: 2,
      mediaType: kind('manifest.v1+json'),
      config: blob(kind('config.v1+json'), configuration(image)),
      layers: image.layers.map((layer) => blob(kind('layer.v1.tar+gzip'), gzipSync(layer))),
    };
    const name = { 'org.opencontainers.image.ref.name': image.names[0] };
    return blob(kind('manifest.v1+json'), Buffer.from(JSON.stringify(manifest)), name);
  });
  const json = (path: string, value: object) => ({ path, content: Buffer.from(JSON.stringify(value)) });
  return [
    ...files,
    json('oci-layout', { imageLayoutVersion: '1.0.0' }),
    json('index.json', { schemaVersion: 2, manifests }),
  ];
}

/** An image as a portable archive describes it. */
export interface Described {
  readonly id: string;
  readonly names: readonly string[];
  /** `sha256:…` of each layer, as the configuration says and as the bytes are. */
  readonly named: readonly string[];
  readonly found: readonly string[];
  readonly layers: readonly Row[][];
}

/**
 * The images of an archive that a runtime has saved, by its manifest.
 * @throws {Violation} when it is no archive.
 */
export async function readPortable(bytes: Buffer): Promise<Described[]> {
  const files = await bytesIn(bytes);
  const at = (path: string) => files.get(path) ?? Buffer.alloc(0);
  const manifest = JSON.parse(at('manifest.json').toString() || '[]') as Manifest;
  return Promise.all(
    manifest.map(async ({ Config, RepoTags, Layers }) => ({
      id: digest(at(Config)),
      names: RepoTags ?? [],
      named: JSON.parse(at(Config).toString() || '{}').rootfs?.diff_ids ?? [],
      found: Layers.map((path) => `sha256:${digest(at(path))}`),
      layers: await Promise.all(Layers.map((path) => readArchive(at(path)))),
    })),
  );
}

/** Files by their paths, those included that links within the archive lead to. */
async function bytesIn(archive: Buffer): Promise<Map<string, Buffer>> {
  const rows = await readArchive(archive);
  const files = new Map(rows.filter(({ kind }) => kind === 'file').map(({ path, bytes }) => [path, bytes]));
  for (const { path, kind, target } of rows) {
    const end = kind === 'symlink' ? posix.join(posix.dirname(path), target) : target;
    const bytes = files.get(end);
    if (bytes && kind !== 'file') files.set(path, bytes);
  }
  return files;
}
