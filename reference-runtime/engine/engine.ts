/** What the operations share. Each operation is a function of its own file that takes the engine first. */
import type { Logger } from 'pino';
import { RuntimeError } from '../errors';
import type { ImageStore } from '../images/image-store';
import type { ResourceLimit } from '../isolation/launch-request';
import type { NetworkRecord } from '../network/network-record';
import type { Networks } from '../network/networks';
import type { VolumeStore } from '../volumes/volume-store';
import type { Container } from './container';
import type { EngineEvent, Events } from './events';
import type { ExecSession } from './exec-session';
import { findContainer } from './references';

export interface Engine {
  /** The directory that holds everything. */
  readonly root: string;
  /** By identifier, in the order they were made. */
  readonly containers: Map<string, Container>;
  /** Processes beside the first of a container, by identifier. */
  readonly execs: Map<string, ExecSession>;
  readonly images: ImageStore;
  readonly volumes: VolumeStore;
  /** Directory with the mount points an image may lack: the lowest layer of every container. */
  readonly initLayer: string;
  readonly networks: Networks;
  readonly events: Events;
  /** Those who wait to be started again by the runtime itself. */
  readonly restarts: { schedule(container: Container): void; cancel(container: Container): boolean };
  /** Limits of each process in containers that ask for none of the same resource. */
  readonly resourceLimits: readonly ResourceLimit[];
  readonly log: Logger;
}

/** The container a caller means. Throws RuntimeError `not-found` or `conflict` (ambiguous). */
export const find = (engine: Engine, reference: string): Container =>
  findContainer(engine.containers.values(), reference);

/**
 * Runs `work` when no other start, end, rename or removal of this container is under way, unless it is gone by then.
 * Clauses: START-7, STOP-7, KILL-5, REMOVE-7, RENAME-7, LIFE-5.
 */
export function exclusively<T>(container: Container, work: () => Promise<T>): Promise<T> {
  return container.exclusive(() => {
    if (container.removed) throw new RuntimeError('not-found', `No such container: ${container.record.name}`);
    return work();
  });
}

/** Tells the listeners what happened to a container. */
export function tell(
  engine: Engine,
  container: Container,
  action: string,
  attributes: EngineEvent['attributes'] = {},
): void {
  const { id, name, image, config } = container.record;
  const known = { ...config.Labels, image: image.reference, name };
  engine.events.tell({ type: 'container', action, id, attributes: { ...known, ...attributes } });
}

/** Tells the listeners what happened to a network, and to whom in it. */
export function tellOfNetwork(
  engine: Engine,
  { id, name, driver }: NetworkRecord,
  action: string,
  container?: Container,
): void {
  const attributes = { name, type: driver, ...(container && { container: container.record.id }) };
  engine.events.tell({ type: 'network', action, id, attributes });
}
