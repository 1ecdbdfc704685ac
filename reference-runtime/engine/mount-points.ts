/** What a container has mounted at its paths: from what was asked for to what it gets. */
import { mkdirSync, statSync } from 'node:fs';
import { RuntimeError } from '../errors';
import type { ImageConfig } from '../images/image';
import type { Mount } from '../isolation/mounts';
import { mountOf } from '../isolation/propagation';
import { demandVolumeName } from '../volumes/volume-store';
import type { Container } from './container';
import { type Engine, find } from './engine';
import type { BindPoint, MountPoint, MountWish, VolumePoint, VolumeWish } from './mount-point';
import { newId } from './names';

export interface MountWishes {
  readonly mounts: readonly MountWish[];
  /** `container[:ro|:rw]` */
  readonly volumesFrom: readonly string[];
}

/**
 * What was asked for by name comes before what other containers lend, and that before what the image declares.
 * Throws RuntimeError `not-found` (container), `invalid` (a path twice, the name of a volume).
 * Clauses: ROOT-33, ROOT-34, VOLUME-11, VOLUME-13, VOLUME-14, VOLUME-18, VOLUME-22 … VOLUME-24, VOLUME-27, VOLUME-28.
 */
export function mountPoints(
  engine: Engine,
  { mounts, volumesFrom }: MountWishes,
  config: ImageConfig,
): MountPoint[] {
  const asked = mounts.map((wish) => (wish.kind === 'volume' ? named(wish) : wish));
  demandDistinct(asked);
  const found = new Map<string, MountPoint>();
  for (const target of Object.keys(config.Volumes ?? {}))
    found.set(target, named({ kind: 'volume', target, readOnly: false, copy: true }));
  for (const point of volumesFrom.flatMap((each) => lent(engine, each))) found.set(point.target, point);
  for (const point of asked) found.set(point.target, point);
  for (const point of found.values()) if (point.kind === 'volume') demandVolumeName(point.name);
  return [...found.values()];
}

const named = (wish: VolumeWish): VolumePoint => ({
  ...wish,
  name: wish.name ?? newId(),
  anonymous: wish.name === undefined,
});

function demandDistinct(points: readonly MountPoint[]): void {
  const targets = new Set<string>();
  for (const { target } of points) {
    if (targets.has(target))
      throw new RuntimeError('invalid', `Duplicate mount point: ${target} is asked for twice`);
    targets.add(target);
  }
}

function lent(engine: Engine, text: string): MountPoint[] {
  const [, reference = '', mode = ''] = /^(.*?)(?::([^:]*))?$/s.exec(text) ?? [];
  if (!['', 'ro', 'rw'].includes(mode))
    throw new RuntimeError('invalid', `"${text}" is no container to take volumes from: write CONTAINER[:ro]`);
  return find(engine, reference)
    .record.settings.mounts.filter((point) => point.kind !== 'tmpfs')
    .map((point) => ({ ...point, readOnly: point.readOnly || mode === 'ro' }));
}

/** Where volumes and directories of the host must be before the container can have them. Synchronous: nobody comes between. */
export function makeSources(engine: Engine, points: readonly MountPoint[]): string[] {
  const made: string[] = [];
  for (const point of points) {
    if (point.kind === 'bind') demandSource(point);
    if (point.kind !== 'volume' || engine.volumes.has(point.name)) continue;
    engine.volumes.ensure(point.name, { labels: point.labels ?? {}, anonymous: point.anonymous });
    made.push(point.name);
  }
  return made;
}

function demandSource(point: BindPoint): void {
  const { source, target, makeSource } = point;
  const isThere = statSync(source, { throwIfNoEntry: false }) !== undefined;
  if (!isThere && !makeSource)
    throw new RuntimeError(
      'invalid',
      `cannot mount ${source} at ${target}: bind source path does not exist: ${source}; make it first`,
    );
  if (!isThere) mkdirSync(source, { recursive: true });
  demandLink(point);
}

/** Events can only be shared with a mount of the host that shares them. */
function demandLink({ source, propagation }: BindPoint): void {
  if (propagation.endsWith('private')) return;
  const { target, shared, slave } = mountOf(source);
  if (shared || (slave && propagation.endsWith('slave'))) return;
  throw new RuntimeError(
    'invalid',
    `cannot mount ${source} with the propagation ${propagation}: it is mounted on ${target}, but that is not a shared mount; make it one on the host (mount --make-shared ${target})`,
  );
}

/** The places for them, as far as the image may lack them. */
export function makePoints({ files, record }: Container): void {
  for (const point of record.settings.mounts)
    files.makePoint(point.target, point.kind === 'bind' && !isDirectory(point.source) ? 'file' : 'directory');
}

const isDirectory = (source: string): boolean => statSync(source).isDirectory();

/** As isolation has them. */
export const mountsOf = (engine: Engine, { record }: Container): Mount[] =>
  record.settings.mounts.map((point) => {
    if (point.kind !== 'volume') return point;
    const { target, readOnly, name } = point;
    return { kind: 'bind', source: engine.volumes.dataOf(name), target, readOnly };
  });

/** Throws RuntimeError `invalid` when a directory or file that shall be mounted is not there any more. */
export function demandSources({ record }: Container): void {
  for (const point of record.settings.mounts)
    if (point.kind === 'bind') demandSource({ ...point, makeSource: false });
}

/** The names of the volumes of a container. */
export const volumesOf = ({ record }: Container): string[] =>
  record.settings.mounts.flatMap((point) => (point.kind === 'volume' ? [point.name] : []));
