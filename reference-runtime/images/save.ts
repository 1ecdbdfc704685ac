import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { RuntimeError } from '../errors';
import type { FileRecord } from '../layers/file-entry';
import { writeTar } from '../layers/tar/write-tar';
import type { Catalogue, StoredImage } from './catalogue';
import { type Descriptor, layoutDocuments, type OciLayout, REFERENCE_NAME } from './oci-layout';
import { formatName, parseName } from './references';

interface Selected {
  readonly image: StoredImage;
  readonly names: readonly string[];
}

/**
 * These images as one archive, which is two things at once: an OCI image layout, and what `docker load` takes since 1.10. Equal images
 * make equal bytes. Resolves once every file is open, so that a removal meanwhile takes nothing away. Throws RuntimeError `not-found`.
 * Clauses: SAVE-1 … SAVE-9.
 */
export async function saveArchive(
  layout: OciLayout,
  catalogue: Catalogue,
  references: readonly string[],
): Promise<Readable> {
  const selected = select(catalogue, references);
  const blobs = await openBlobs(layout, selected);
  const archive = Readable.from(writeTar(entries(selected, blobs)), {
    objectMode: false,
    highWaterMark: 1 << 17,
  });
  archive.once('close', () => void Promise.all(blobs.map(({ file }) => file.close())));
  return archive;
}

/** A name with a tag brings this name, a repository all its names, an identifier none. */
function select(catalogue: Catalogue, references: readonly string[]): Selected[] {
  const selected = new Map<string, Selected>();
  for (const { image, names } of references.flatMap((reference) => meant(catalogue, reference))) {
    const before = selected.get(image.id)?.names ?? [];
    selected.set(image.id, { image, names: [...new Set([...before, ...names])] });
  }
  return [...selected.values()];
}

function meant(catalogue: Catalogue, reference: string): Selected[] {
  const names = namesOfRepository(catalogue, reference);
  if (names.length > 0) return names.map((name) => ({ image: catalogue.resolve(name), names: [name] }));
  const name = catalogue.nameIn(reference);
  return [{ image: catalogue.resolve(reference), names: name === undefined ? [] : [name] }];
}

/** All names of the repository that the reference is, where it names no tag. */
function namesOfRepository(catalogue: Catalogue, reference: string): string[] {
  if (catalogue.nameIn(reference) === reference) return [];
  try {
    const { repository, tag } = parseName(reference);
    if (reference.endsWith(`:${tag}`)) return [];
    return catalogue.names().filter((name) => parseName(name).repository === repository);
  } catch (error) {
    if (error instanceof RuntimeError) return [];
    throw error;
  }
}

interface OpenBlob {
  readonly path: string;
  readonly size: number;
  readonly file: FileHandle;
}

async function openBlobs(layout: OciLayout, selected: readonly Selected[]): Promise<OpenBlob[]> {
  const wanted = new Map<string, Descriptor>();
  for (const { image } of selected)
    for (const each of [...image.manifest.layers, image.manifest.config, image.descriptor])
      wanted.set(each.digest, each);
  const opened: OpenBlob[] = [];
  try {
    for (const { digest, size } of wanted.values())
      opened.push({ path: blobPath(digest), size, file: await open(layout.blobPath(digest)) });
    return opened;
  } catch (error) {
    await Promise.all(opened.map(({ file }) => file.close()));
    throw error;
  }
}

async function* entries(
  selected: readonly Selected[],
  blobs: readonly OpenBlob[],
): AsyncGenerator<FileRecord> {
  yield record('blobs', 'directory');
  yield record('blobs/sha256', 'directory');
  for (const { path, size, file } of blobs) {
    const content = () => file.createReadStream({ start: 0, autoClose: false, highWaterMark: 1 << 18 });
    yield { ...record(path, 'file', size), content };
  }
  const index = selected.flatMap(({ image, names }) =>
    names.length === 0
      ? [image.descriptor]
      : names.map((name) => ({ ...image.descriptor, annotations: { [REFERENCE_NAME]: name } })),
  );
  const documents = {
    ...layoutDocuments(index),
    'manifest.json': JSON.stringify(selected.map(manifestEntry)),
  };
  for (const [path, text] of Object.entries(documents)) {
    const bytes = Buffer.from(text);
    yield {
      ...record(path, 'file', bytes.length),
      content: async function* () {
        yield bytes;
      },
    };
  }
}

const manifestEntry = ({ image, names }: Selected): object => ({
  Config: blobPath(image.manifest.config.digest),
  RepoTags: names.length > 0 ? names.map((name) => formatName(parseName(name))) : null,
  Layers: image.manifest.layers.map(({ digest }) => blobPath(digest)),
});

const blobPath = (digest: string): string => `blobs/${digest.replace(':', '/')}`;

function record(path: string, kind: 'file' | 'directory', size = 0): FileRecord {
  const mtime = { seconds: 0, nanoseconds: 0 };
  const owner = { uid: 0, gid: 0, major: 0, minor: 0, target: '', xattrs: new Map() };
  const entry = { path, kind, mode: kind === 'file' ? 0o644 : 0o755, size, mtime, ...owner };
  return { entry, content: async function* () {} };
}
