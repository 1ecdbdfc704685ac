/** Volumes: make, list, inspect, remove. */
import type { Engine } from '../../engine/engine';
import { hasLabel } from '../../engine/labels';
import { createVolume, removeUnused, removeVolume, userOf } from '../../engine/volumes';
import { RuntimeError } from '../../errors';
import type { Volume } from '../../volumes/volume-store';
import { answer } from '../answer';
import { readBody } from '../body';
import type { Handler, Route } from '../router';
import { unsupported } from '../unsupported';
import { volumeDetails } from '../volume-json';

const create: Handler = async ({ engine, request }, response) => {
  const body = await readBody(request);
  if (!['', 'local'].includes(body.text('Driver') ?? '')) throw unsupported('a volume driver', 'Driver');
  if (Object.keys(body.textMap('DriverOpts') ?? {}).length > 0)
    throw unsupported('options of a volume', 'DriverOpts');
  const volume = createVolume(engine, { name: body.text('Name'), labels: body.textMap('Labels') ?? {} });
  answer(response, 201, volumeDetails(engine, volume));
};

const list: Handler = ({ engine, query }, response) => {
  const volumes = chosen(engine, query.filters());
  answer(response, 200, { Volumes: volumes.map((each) => volumeDetails(engine, each)), Warnings: [] });
};

const inspect: Handler = ({ engine, param }, response) => {
  answer(response, 200, volumeDetails(engine, engine.volumes.get(param('name'))));
};

const remove: Handler = async ({ engine, query, param }, response) => {
  await removeVolume(engine, param('name'), { force: query.flag('force') });
  answer(response, 204);
};

const prune: Handler = async ({ engine, query }, response) => {
  const names = await removeUnused(engine, chosen(engine, query.filters()));
  answer(response, 200, { VolumesDeleted: names, SpaceReclaimed: 0 });
};

type Fits = (engine: Engine, volume: Volume, values: readonly string[]) => boolean;

const filters: Readonly<Record<string, Fits>> = {
  name: (_, { name }, values) => values.some((value) => name.includes(value)),
  driver: (_, __, values) => values.includes('local'),
  label: (_, { labels }, values) => values.every((value) => hasLabel(labels, value)),
  dangling: (engine, { name }, values) =>
    values.every((value) => (userOf(engine, name) === undefined) === !['0', 'false'].includes(value)),
};

function chosen(engine: Engine, asked: Readonly<Record<string, string[]>>): Volume[] {
  const unknown = Object.keys(asked).find((name) => !Object.hasOwn(filters, name));
  if (unknown)
    throw new RuntimeError(
      'invalid',
      `Invalid filter '${unknown}': there are ${Object.keys(filters).join(', ')}`,
    );
  return engine.volumes
    .list()
    .filter((volume) =>
      Object.entries(asked).every(([name, values]) => filters[name]?.(engine, volume, values)),
    );
}

export const volumeRoutes: readonly Route[] = [
  { method: 'POST', path: '/volumes/create', handle: create },
  { method: 'POST', path: '/volumes/prune', handle: prune },
  { method: 'GET', path: '/volumes', handle: list },
  { method: 'GET', path: '/volumes/:name', handle: inspect },
  { method: 'DELETE', path: '/volumes/:name', handle: remove },
];
