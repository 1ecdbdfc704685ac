/** Operations on volumes. */
import { RuntimeError } from '../errors';
import type { Volume } from '../volumes/volume-store';
import type { Container } from './container';
import type { Engine } from './engine';
import { volumesOf } from './mount-points';
import { newId, shortId } from './names';

export interface VolumeRequest {
  /** One is made up when absent. */
  readonly name?: string;
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * The volume of this name, made when there is none. Throws RuntimeError `invalid` (name).
 * Clauses: VOLUME-1 … VOLUME-4, VOLUME-10.
 */
export function createVolume(engine: Engine, { name, labels }: VolumeRequest): Volume {
  const wanted = name || newId();
  if (engine.volumes.has(wanted)) return engine.volumes.get(wanted);
  const volume = engine.volumes.ensure(wanted, { labels, anonymous: !name });
  tellVolume(engine, 'create', volume.name);
  return volume;
}

/** A container of any state that has the volume. */
export function userOf(engine: Engine, volume: string): Container | undefined {
  return [...engine.containers.values()].find((container) => volumesOf(container).includes(volume));
}

/**
 * Throws RuntimeError `not-found` unless by force, or `conflict` when a container has it.
 * Clauses: VOLUME-7 … VOLUME-9.
 */
export async function removeVolume(engine: Engine, name: string, { force = false } = {}): Promise<void> {
  if (force && !engine.volumes.has(name)) return;
  const user = engine.volumes.has(name) && userOf(engine, name);
  if (user)
    throw new RuntimeError(
      'conflict',
      `cannot remove ${name}: volume is in use by container ${shortId(user.record.id)} (${user.record.name}); remove that first`,
    );
  await engine.volumes.remove(name);
  tellVolume(engine, 'destroy', name);
}

/** Removes those of `among` that no container has: their names. */
export async function removeUnused(engine: Engine, among: readonly Volume[]): Promise<string[]> {
  const unused = among.filter(({ name }) => engine.volumes.has(name) && !userOf(engine, name));
  for (const { name } of unused) await removeVolume(engine, name);
  return unused.map(({ name }) => name);
}

/**
 * After a container is gone: its volumes that nobody named and no other container has.
 * Clauses: VOLUME-19 … VOLUME-21.
 */
export async function removeOwnVolumes(engine: Engine, container: Container): Promise<void> {
  const own = volumesOf(container).filter((name) => engine.volumes.has(name));
  await removeUnused(
    engine,
    own.map((name) => engine.volumes.get(name)).filter(({ anonymous }) => anonymous),
  );
}

export function tellVolume(engine: Engine, action: string, name: string): void {
  engine.events.tell({ type: 'volume', action, id: name, attributes: { driver: 'local' } });
}
