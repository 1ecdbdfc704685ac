import { RuntimeError } from '../errors';
import type { ArchivedImage } from './archived-image';
import { readSettings } from './config-blob';
import { architecture, type ConfigBlob, type HistoryEntry, type ImageConfig } from './image';
import { formatName, parseName } from './references';
import type { Spool } from './spool';

// Archives of 2013: `<id>/json` and `<id>/layer.tar` for each layer, each naming its parent, and `repositories`, which gives names.

/** One layer: what it says about the image that ends with it. */
interface Layer {
  readonly id: string;
  readonly parent?: string;
  readonly created: string;
  readonly author?: string;
  readonly comment?: string;
  readonly createdBy?: string;
  readonly config: ImageConfig;
}

const DEEPEST = 127;

/** The images of an archive of 2013. Throws RuntimeError `invalid`. */
export async function legacyImages(spool: Spool): Promise<ArchivedImage[]> {
  if (!spool.has('repositories'))
    throw new RuntimeError(
      'invalid',
      'it has neither manifest.json nor index.json nor repositories; scr import takes root file systems',
    );
  const heads = headsIn(await spool.json('repositories'));
  return Promise.all([...heads].map(async ([id, names]) => image(spool, await chain(spool, id), names)));
}

/** Identifier of the last layer → names. */
function headsIn(repositories: unknown): Map<string, string[]> {
  const heads = new Map<string, string[]>();
  for (const [repository, tags] of Object.entries((repositories ?? {}) as Record<string, object>))
    for (const [tag, id] of Object.entries(tags))
      heads.set(id, [...(heads.get(id) ?? []), formatName(parseName(`${repository}:${tag}`))]);
  return heads;
}

/** From the base to the layer `id`. */
async function chain(spool: Spool, id: string): Promise<Layer[]> {
  const layers: Layer[] = [];
  for (let next: string | undefined = id; next !== undefined; next = layers[0]?.parent) {
    if (layers.length === DEEPEST)
      throw new RuntimeError('invalid', `the image ${id} of the archive has more than ${DEEPEST} layers`);
    layers.unshift(await layer(spool, next));
  }
  return layers;
}

async function layer(spool: Spool, id: string): Promise<Layer> {
  const json = ((await spool.json(`${id}/json`)) ?? {}) as Record<string, unknown>;
  const text = (name: string): string | undefined =>
    typeof json[name] === 'string' && json[name] !== '' ? json[name] : undefined;
  const { Cmd } = readSettings(json.container_config);
  return {
    id,
    parent: text('parent'),
    created: text('created') ?? new Date(0).toISOString(),
    author: text('author'),
    comment: text('comment'),
    createdBy: Cmd?.join(' '),
    config: readSettings(json.config),
  };
}

function image(spool: Spool, layers: readonly Layer[], names: readonly string[]): ArchivedImage {
  return {
    names,
    layers: layers.map(({ id }) => spool.file(`${id}/layer.tar`)),
    config: (diffIds) => {
      const config = configOf(layers, diffIds);
      return { bytes: Buffer.from(JSON.stringify(config)), config };
    },
  };
}

function configOf(layers: readonly Layer[], diffIds: readonly string[]): ConfigBlob {
  const head = layers.at(-1);
  return {
    created: head?.created ?? '',
    ...(head?.author ? { author: head.author } : {}),
    architecture,
    os: 'linux',
    config: head?.config ?? {},
    rootfs: { type: 'layers', diff_ids: [...diffIds] },
    history: layers.map(step),
  };
}

const step = ({ created, createdBy, author, comment }: Layer): HistoryEntry => ({
  created,
  ...(createdBy ? { created_by: createdBy } : {}),
  ...(author ? { author } : {}),
  ...(comment ? { comment } : {}),
});
