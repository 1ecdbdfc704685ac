/** Operations on containers that are answered at once. */
import { commit } from '../../engine/commit';
import { create } from '../../engine/create';
import { diff } from '../../engine/diff';
import { find } from '../../engine/engine';
import { kill } from '../../engine/kill';
import { list } from '../../engine/list';
import { remove } from '../../engine/remove';
import { rename } from '../../engine/rename';
import { resize } from '../../engine/resize';
import { restart } from '../../engine/restart';
import { start } from '../../engine/start';
import { stop } from '../../engine/stop';
import { RuntimeError } from '../../errors';
import { answer } from '../answer';
import { readBody } from '../body';
import { containerDetails, containerSummary } from '../container-json';
import { createRequest, imageConfig } from '../create-request';
import { imageName } from '../image-name';
import type { Handler, Route } from '../router';
import { cells } from '../terminal-size';

const createContainer: Handler = async ({ engine, query, request }, response) => {
  const asked = createRequest(query.text('name'), await readBody(request));
  answer(response, 201, { Id: await create(engine, asked), Warnings: [] });
};

const listContainers: Handler = ({ engine, query }, response) => {
  const limit = query.integer('limit');
  const request = {
    all: query.flag('all'),
    filters: query.filters(),
    ...(limit && limit > 0 ? { limit } : {}),
  };
  answer(
    response,
    200,
    list(engine, request).map((each) => containerSummary(engine, each)),
  );
};

const inspectContainer: Handler = ({ engine, param }, response) => {
  answer(response, 200, containerDetails(engine, find(engine, param('id'))));
};

const startContainer: Handler = async ({ engine, param }, response) => {
  await start(engine, param('id'));
  answer(response, 204);
};

const stopContainer: Handler = async ({ engine, query, param }, response) => {
  await stop(engine, param('id'), { graceSeconds: query.integer('t') });
  answer(response, 204);
};

const restartContainer: Handler = async ({ engine, query, param }, response) => {
  await restart(engine, param('id'), { graceSeconds: query.integer('t') });
  answer(response, 204);
};

const killContainer: Handler = async ({ engine, query, param }, response) => {
  await kill(engine, param('id'), query.text('signal'));
  answer(response, 204);
};

const removeContainer: Handler = async ({ engine, query, param }, response) => {
  if (query.flag('link'))
    throw new RuntimeError('not-implemented', 'links are not supported by this runtime');
  await remove(engine, param('id'), { force: query.flag('force'), volumes: query.flag('v') });
  answer(response, 204);
};

const renameContainer: Handler = async ({ engine, query, param }, response) => {
  await rename(engine, param('id'), query.demand('name'));
  answer(response, 204);
};

const resizeTerminal: Handler = async ({ engine, query, param }, response) => {
  await resize(engine, param('id'), cells(query, 'h'), cells(query, 'w'));
  answer(response, 200);
};

const kinds = { changed: 0, added: 1, deleted: 2 } as const;

const listChanges: Handler = async ({ engine, param }, response) => {
  const changes = await diff(engine, param('id'));
  answer(
    response,
    200,
    changes.map(({ kind, path }) => ({ Path: path, Kind: kinds[kind] })),
  );
};

const commitContainer: Handler = async ({ engine, query, request }, response) => {
  const config = imageConfig(await readBody(request));
  const id = await commit(engine, query.demand('container'), {
    image: imageName(query),
    author: query.text('author'),
    message: query.text('comment'),
    pause: query.text('pause') === undefined || query.flag('pause'),
    config,
    changes: query.all('changes').flatMap((each) => each.split('\n')),
  });
  answer(response, 201, { Id: `sha256:${id}` });
};

export const containerRoutes: readonly Route[] = [
  { method: 'POST', path: '/containers/create', handle: createContainer },
  { method: 'GET', path: '/containers/json', handle: listContainers },
  { method: 'GET', path: '/containers/:id/json', handle: inspectContainer },
  { method: 'POST', path: '/containers/:id/start', handle: startContainer },
  { method: 'POST', path: '/containers/:id/stop', handle: stopContainer },
  { method: 'POST', path: '/containers/:id/restart', handle: restartContainer },
  { method: 'POST', path: '/containers/:id/kill', handle: killContainer },
  { method: 'POST', path: '/containers/:id/rename', handle: renameContainer },
  { method: 'POST', path: '/containers/:id/resize', handle: resizeTerminal },
  { method: 'DELETE', path: '/containers/:id', handle: removeContainer },
  { method: 'GET', path: '/containers/:id/changes', handle: listChanges },
  { method: 'POST', path: '/commit', handle: commitContainer },
];
