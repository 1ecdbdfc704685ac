/** Which networks a container belongs to, from the words of its creator to networks that are there. */
import { isIPv4 } from 'node:net';
import { RuntimeError } from '../errors';
import type { NetworkRecord } from '../network/network-record';
import type { Container } from './container';
import { type Engine, find } from './engine';
import type { Attachment, ContainerRecord } from './record';
import { isAlive } from './state';

/** What `network: container:REFERENCE` refers to; undefined for any other network. */
export function sharedWith(network: string): string | undefined {
  return network.startsWith('container:') ? network.slice('container:'.length) : undefined;
}

/** Whether the container has interfaces of its own, which can be plugged and unplugged. */
export const hasOwnNetwork = ({ settings }: ContainerRecord): boolean =>
  !['none', 'host'].includes(settings.network) && sharedWith(settings.network) === undefined;

/**
 * The networks of a new container, by identifier where they exist by now: one that does not is looked for again at the start.
 * Throws RuntimeError `invalid` for what makes no sense in the network that was asked for.
 */
export function firstAttachments(
  engine: Engine,
  network: string,
  asked: Readonly<Record<string, Omit<Attachment, 'network'>>>,
): Attachment[] {
  if (['none', 'host'].includes(network) || sharedWith(network) !== undefined) {
    demandPlain(network, asked);
    return [];
  }
  const names = new Set([network, ...Object.keys(asked)]);
  return [...names].map((name) => lawful(engine, { network: name, ...(asked[name] ?? { aliases: [] }) }));
}

/** An attachment to a network, checked. Throws RuntimeError `invalid`. */
export function lawful(engine: Engine, { network, aliases, ipAddress }: Attachment): Attachment {
  const known = engine.networks.all().find(({ name, id }) => name === network || id === network);
  if (ipAddress !== undefined && !isIPv4(ipAddress))
    throw new RuntimeError('invalid', `"${ipAddress}" is no IPv4 address`);
  if (known?.predefined && (aliases.length > 0 || ipAddress !== undefined))
    throw new RuntimeError(
      'invalid',
      `the network ${known.name} knows neither names nor chosen addresses: make one with scr network create`,
    );
  return {
    network: known?.id ?? network,
    aliases: [...aliases],
    ...(ipAddress !== undefined && { ipAddress }),
  };
}

function demandPlain(network: string, asked: Readonly<Record<string, Omit<Attachment, 'network'>>>): void {
  const more = Object.values(asked).some(
    ({ aliases, ipAddress }) => aliases.length > 0 || ipAddress !== undefined,
  );
  if (more || Object.keys(asked).some((name) => name !== network))
    throw new RuntimeError(
      'invalid',
      `a container with the network "${network}" can be in no other, and has no names or addresses there`,
    );
}

/** The container whose network will be shared, if it is there by now. */
export function sharedNow(engine: Engine, network: string): Container | undefined {
  const reference = sharedWith(network);
  if (reference === undefined) return undefined;
  try {
    return find(engine, reference);
  } catch {
    return undefined; // refused at the start, as Docker does
  }
}

/** The container whose network is shared. Throws RuntimeError `not-found`, or `conflict` when it does not run. */
export function sharedContainer(engine: Engine, record: ContainerRecord): Container | undefined {
  const reference = sharedWith(record.settings.network);
  if (reference === undefined) return undefined;
  const other = find(engine, reference);
  if (isAlive(other.state)) return other;
  throw new RuntimeError(
    'conflict',
    `cannot join the network of container ${other.record.name}: it is not running; start it first`,
  );
}

/** Containers that are plugged into the network now. */
export const pluggedInto = (engine: Engine, { id }: NetworkRecord): Container[] =>
  [...engine.containers.values()].filter(({ record }) =>
    record.life.endpoints.some(({ networkId }) => networkId === id),
  );
