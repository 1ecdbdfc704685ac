import { RuntimeError } from '../errors';
import { type ArchivedImage, described } from './archived-image';
import { legacyImages } from './legacy-archive';
import { ociImages } from './oci-archive';
import { formatName, parseName } from './references';
import type { Spool } from './spool';

/**
 * The images of an archive: of `docker save` since 1.10 (manifest.json), of an OCI layout (index.json), or of 2013 (repositories, a
 * folder for each layer). Throws RuntimeError `invalid`.
 */
export async function archivedImages(spool: Spool): Promise<ArchivedImage[]> {
  if (spool.has('manifest.json')) return manifestImages(spool);
  if (spool.has('index.json')) return ociImages(spool);
  return legacyImages(spool);
}

interface ManifestEntry {
  Config: string;
  RepoTags?: string[] | null;
  Layers: string[];
}

async function manifestImages(spool: Spool): Promise<ArchivedImage[]> {
  const entries = await spool.json('manifest.json');
  if (!Array.isArray(entries) || entries.length === 0 || !entries.every(isManifestEntry))
    throw new RuntimeError('invalid', 'manifest.json is no list of images');
  return Promise.all(
    entries.map(async ({ Config, RepoTags, Layers }) =>
      described(
        await spool.bytes(Config),
        Layers.map((path) => spool.file(path)),
        (RepoTags ?? []).map((name) => formatName(parseName(name))),
      ),
    ),
  );
}

const isText = (value: unknown): value is string => typeof value === 'string';

function isManifestEntry(value: unknown): value is ManifestEntry {
  const { Config, RepoTags, Layers } = (value ?? {}) as Partial<ManifestEntry>;
  const texts = (list: unknown) => Array.isArray(list) && list.every(isText);
  return isText(Config) && texts(Layers) && (RepoTags == null || texts(RepoTags));
}
