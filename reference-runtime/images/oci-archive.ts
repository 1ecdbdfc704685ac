import { RuntimeError } from '../errors';
import { type ArchivedImage, described } from './archived-image';
import { architecture } from './image';
import { type Descriptor, REFERENCE_NAME } from './oci-layout';
import { formatName, parseName } from './references';
import type { Spool, SpooledFile } from './spool';

/** Where a widespread builder writes the whole name; the reference name beside it is then the tag alone. */
const WHOLE_NAME = 'io.containerd.image.name';

interface Entry extends Descriptor {
  platform?: { os?: string; architecture?: string };
}

/**
 * The images of an OCI image layout (image specification, image-layout.md). Throws RuntimeError `invalid`.
 * Clauses: LOAD-9.
 */
export async function ociImages(spool: Spool): Promise<ArchivedImage[]> {
  const entries = await manifestsIn(spool, 'index.json');
  const images = new Map<string, { entry: Entry; names: string[] }>();
  for (const entry of entries) {
    const { names } = images.get(entry.digest) ?? { names: [] };
    images.set(entry.digest, { entry, names: [...names, ...nameOf(entry)] });
  }
  return Promise.all([...images.values()].map(({ entry, names }) => readImage(spool, entry, names)));
}

async function readImage(spool: Spool, entry: Entry, names: readonly string[]): Promise<ArchivedImage> {
  const path = blob(spool, entry.digest).path;
  const manifest = (await spool.json(path)) as { config?: Entry; layers?: Entry[]; manifests?: unknown };
  if (manifest.manifests !== undefined) return readImage(spool, ours(await manifestsIn(spool, path)), names);
  if (!manifest.config || !Array.isArray(manifest.layers)) throw invalid(`${path} is no image manifest`);
  const layers = manifest.layers.map(({ digest }) => blob(spool, digest).file);
  return described(await spool.bytes(blob(spool, manifest.config.digest).path), layers, names);
}

async function manifestsIn(spool: Spool, path: string): Promise<Entry[]> {
  const { manifests } = ((await spool.json(path)) ?? {}) as { manifests?: Entry[] };
  if (!Array.isArray(manifests) || manifests.length === 0) throw invalid(`${path} names no image`);
  return manifests;
}

/** Of an image for several machines, the one for this. */
function ours(entries: readonly Entry[]): Entry {
  const found = entries.find(
    ({ platform }) => platform?.os === 'linux' && platform.architecture === architecture,
  );
  if (!found) throw invalid(`an image of the archive is not for linux on ${architecture}`);
  return found;
}

/** The file with this digest. Throws RuntimeError `invalid` when its content has another. */
function blob(spool: Spool, digest: unknown): { path: string; file: SpooledFile } {
  const [, hex] = /^sha256:([0-9a-f]{64})$/.exec(String(digest)) ?? [];
  if (!hex) throw invalid(`${JSON.stringify(digest)} is no sha256 digest`);
  const path = `blobs/sha256/${hex}`;
  const file = spool.file(path);
  if (file.digest !== digest) throw invalid(`the content of ${path} has the digest ${file.digest}`);
  return { path, file };
}

/** A reference name can be anything: one that is no name of an image names none. */
function nameOf({ annotations }: Entry): string[] {
  const name = annotations?.[WHOLE_NAME] ?? annotations?.[REFERENCE_NAME];
  try {
    return name === undefined ? [] : [formatName(parseName(name))];
  } catch {
    return [];
  }
}

const invalid = (why: string) => new RuntimeError('invalid', why);
