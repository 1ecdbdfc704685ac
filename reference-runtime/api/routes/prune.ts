/** Removing what nobody uses. */
import { type PruneRequest, pruneContainers, pruneImages } from '../../engine/prune';
import { RuntimeError } from '../../errors';
import { answer } from '../answer';
import { goDuration } from '../go-duration';
import type { Query } from '../query';
import type { Handler, Route } from '../router';

const prunedContainers: Handler = async ({ engine, query }, response) => {
  const removed = await pruneContainers(engine, request(query, []));
  answer(response, 200, { ContainersDeleted: removed.length > 0 ? removed : null, SpaceReclaimed: 0 });
};

const prunedImages: Handler = async ({ engine, query }, response) => {
  const wanted = request(query, ['dangling']);
  const [dangling = 'true'] = query.filters().dangling ?? [];
  const { untagged, deleted } = await pruneImages(engine, {
    ...wanted,
    all: ['false', '0'].includes(dangling),
  });
  const told = [
    ...untagged.map((name) => ({ Untagged: name })),
    ...deleted.map((id) => ({ Deleted: `sha256:${id}` })),
  ];
  for (const id of deleted)
    engine.events.tell({ type: 'image', action: 'delete', id: `sha256:${id}`, attributes: { name: id } });
  answer(response, 200, { ImagesDeleted: told.length > 0 ? told : null, SpaceReclaimed: 0 });
};

/** Nothing is ever built here, so there is never anything left of it; clients ask all the same. */
const prunedBuilds: Handler = (_exchange, response) => {
  answer(response, 200, { CachesDeleted: null, SpaceReclaimed: 0 });
};

function request(query: Query, more: readonly string[]): PruneRequest {
  const filters = query.filters();
  const known = ['label', 'label!', 'until', ...more];
  const unknown = Object.keys(filters).find((name) => !known.includes(name));
  if (unknown)
    throw new RuntimeError('invalid', `Invalid filter '${unknown}': there are ${known.join(', ')}`);
  const [until] = filters.until ?? [];
  return {
    labels: filters.label ?? [],
    withoutLabels: filters['label!'] ?? [],
    ...(until !== undefined && { before: moment(until) }),
  };
}

/** A time, or how long ago it was. */
function moment(text: string): number {
  const span = goDuration(text);
  if (span !== undefined) return Date.now() - span;
  const time = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text);
  if (!Number.isNaN(time)) return time;
  throw new RuntimeError(
    'invalid',
    `Invalid filter 'until=${text}': it is neither a time nor a span like 24h`,
  );
}

export const pruneRoutes: readonly Route[] = [
  { method: 'POST', path: '/containers/prune', handle: prunedContainers },
  { method: 'POST', path: '/images/prune', handle: prunedImages },
  { method: 'POST', path: '/build/prune', handle: prunedBuilds },
];
