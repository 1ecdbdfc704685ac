/** Images: import, tag, list, inspect, history, save, load, remove. */
import type { Engine } from '../../engine/engine';
import { shortId } from '../../engine/names';
import { RuntimeError } from '../../errors';
import { answer, answerMessages, sendArchive } from '../answer';
import { filterImages } from '../image-filters';
import { imageDetails, imageHistory, imageSummary } from '../image-json';
import { imageName } from '../image-name';
import type { Handler, Route } from '../router';

const importImage: Handler = async ({ engine, request, query }, response) => {
  if (query.text('fromImage'))
    throw new RuntimeError('not-implemented', 'pulling images is not supported by this runtime: import one');
  const source = query.demand('fromSrc');
  if (source !== '-')
    throw new RuntimeError(
      'not-implemented',
      `importing from an address (${source}) is not supported by this runtime: send the archive`,
    );
  const id = await engine.images.importArchive(request, {
    reference: imageName(query),
    message: query.text('message') ?? 'Imported from -',
    changes: query.all('changes').flatMap((each) => each.split('\n')),
  });
  tell(engine, 'import', id, imageName(query) ?? id);
  // One message of the stream of progress that clients expect.
  answer(response, 200, { status: `sha256:${id}` });
};

const listImages: Handler = ({ engine, query }, response) => {
  answer(response, 200, filterImages(engine.images, query.filters(), query.flag('all')).map(imageSummary));
};

const inspectImage: Handler = ({ engine, param }, response) => {
  const image = engine.images.resolve(param('name'));
  answer(response, 200, imageDetails(image, engine.images.lowerDirs(image.id)));
};

const showHistory: Handler = ({ engine, param }, response) => {
  answer(response, 200, imageHistory(engine.images.history(param('name'))));
};

const tagImage: Handler = async ({ engine, query, param }, response) => {
  query.demand('repo');
  const name = imageName(query) ?? '';
  const { id } = engine.images.resolve(param('name'));
  await engine.images.tag(param('name'), name);
  tell(engine, 'tag', id, name);
  answer(response, 201);
};

const removeImage: Handler = async ({ engine, query, param }, response) => {
  const { id: image } = engine.images.resolve(param('name'));
  const { untagged, deleted } = await engine.images.remove(param('name'), {
    force: query.flag('force'),
    usedBy: (id) => userOf(engine, id),
  });
  for (const name of untagged) tell(engine, 'untag', image, name);
  for (const id of deleted) tell(engine, 'delete', id, id);
  answer(response, 200, [
    ...untagged.map((name) => ({ Untagged: name })),
    ...deleted.map((id) => ({ Deleted: withAlgorithm(id) })),
  ]);
};

/** A container that was made from this image. */
function userOf(engine: Engine, image: string): string | undefined {
  for (const { record } of engine.containers.values())
    if (record.image.id === image) return `${shortId(record.id)} (${record.name})`;
  return undefined;
}

const withAlgorithm = (id: string): string => (id.startsWith('sha256:') ? id : `sha256:${id}`);

function tell(engine: Engine, action: string, id: string, name: string): void {
  engine.events.tell({ type: 'image', action, id: withAlgorithm(id), attributes: { name } });
}

const pushImage: Handler = () => {
  throw new RuntimeError('not-implemented', 'pushing images is not supported by this runtime');
};

const saveImage: Handler = async ({ engine, param, signal }, response) =>
  sendArchive(await engine.images.save([param('name')]), response, signal);

const saveImages: Handler = async ({ engine, query, signal }, response) => {
  const names = query.all('names').flatMap((each) => each.split(','));
  if (names.length === 0) query.demand('names');
  await sendArchive(await engine.images.save(names), response, signal);
};

const loadImages: Handler = async ({ engine, request }, response) => {
  const loaded = await engine.images.load(request);
  for (const { id, names } of loaded) tell(engine, 'load', id, names[0] ?? id);
  const lines = loaded.flatMap(({ id, names }) =>
    names.length > 0 ? names.map((name) => `Loaded image: ${name}`) : [`Loaded image ID: sha256:${id}`],
  );
  answerMessages(
    response,
    lines.map((line) => ({ stream: `${line}\n` })),
  );
};

export const imageRoutes: readonly Route[] = [
  { method: 'POST', path: '/images/create', handle: importImage },
  { method: 'GET', path: '/images/json', handle: listImages },
  { method: 'GET', path: '/images/:name/json', handle: inspectImage },
  { method: 'GET', path: '/images/:name/history', handle: showHistory },
  { method: 'POST', path: '/images/:name/tag', handle: tagImage },
  { method: 'POST', path: '/images/:name/push', handle: pushImage },
  { method: 'GET', path: '/images/:name/get', handle: saveImage },
  { method: 'GET', path: '/images/get', handle: saveImages },
  { method: 'POST', path: '/images/load', handle: loadImages },
  { method: 'DELETE', path: '/images/:name', handle: removeImage },
];
