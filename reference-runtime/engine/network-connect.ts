import { RuntimeError } from '../errors';
import { type Endpoint, routeThrough } from '../network/cable';
import type { NetworkRecord } from '../network/network-record';
import { hasOwnNetwork, lawful } from './attachments';
import type { Container } from './container';
import { type Engine, exclusively, find, tellOfNetwork } from './engine';
import { writeIdentity } from './identity';
import type { Attachment } from './record';

type Wishes = Omit<Attachment, 'network'>;

/**
 * Puts a container into another network, at once when it runs, else from its next start on. Throws RuntimeError `not-found`,
 * `conflict` (it is there already, the address is taken), `invalid` (it has no network of its own, or the wishes make no sense).
 * Clauses: NETWORK-18 … NETWORK-23, NETWORK-27.
 */
export async function connect(engine: Engine, reference: string, to: string, wishes: Wishes): Promise<void> {
  const network = engine.networks.find(to);
  const container = find(engine, reference);
  await exclusively(container, async () => {
    const { record } = container;
    demandPluggable(container, network);
    if (record.networks.some((each) => each.network === network.id || each.network === network.name))
      throw new RuntimeError(
        'conflict',
        `container ${record.name} is already connected to network ${network.name}`,
      );
    const attachment = lawful(engine, { ...wishes, network: network.id });
    const endpoint = container.run && (await plugLive(engine, container, network, attachment));
    record.networks.push(attachment);
    if (endpoint) record.life.endpoints.push(endpoint);
    container.save();
    await writeIdentity(engine, container, record.life.endpoints);
    tellOfNetwork(engine, network, 'connect', container);
  });
}

/**
 * Throws RuntimeError `not-found`, or `conflict` when it is not in that network.
 * Clauses: NETWORK-24 … NETWORK-26.
 */
export async function disconnect(engine: Engine, reference: string, from: string): Promise<void> {
  const network = engine.networks.find(from);
  const container = find(engine, reference);
  await exclusively(container, async () => {
    const { record } = container;
    const left = record.networks.filter(
      (each) => each.network !== network.id && each.network !== network.name,
    );
    if (left.length === record.networks.length)
      throw new RuntimeError(
        'conflict',
        `container ${record.name} is not connected to network ${network.name}`,
      );
    const endpoints = record.life.endpoints.filter(({ networkId }) => networkId !== network.id);
    const unplugged = endpoints.length < record.life.endpoints.length;
    const ports = record.life.endpoints[0]?.networkId === network.id ? [] : record.life.ports;
    record.networks.splice(0, Infinity, ...left);
    Object.assign(record.life, { endpoints, ports });
    container.save();
    if (unplugged) await unplugLive(engine, container, network);
    await writeIdentity(engine, container, endpoints);
    tellOfNetwork(engine, network, 'disconnect', container);
  });
}

function demandPluggable({ record }: Container, { driver, name }: NetworkRecord): void {
  if (!hasOwnNetwork(record))
    throw new RuntimeError(
      'invalid',
      `container ${record.name} was made with the network "${record.settings.network}" and can be in no other`,
    );
  if (driver !== 'bridge')
    throw new RuntimeError('invalid', `no container can be connected to the network ${name} later on`);
}

async function plugLive(
  engine: Engine,
  { record, run }: Container,
  network: NetworkRecord,
  { ipAddress }: Attachment,
): Promise<Endpoint> {
  const opened = await engine.networks.open(network.id);
  const others = record.life.endpoints;
  const endpoint = opened.reserve(record.id, { interface: freeInterface(others), ipAddress });
  const pid = run?.monitored.pid ?? 0;
  await opened.attach({ id: record.id, pid }, endpoint, { furnished: true });
  if (others.length === 0) await routeThrough(pid, endpoint);
  return endpoint;
}

/** Without its first network the way out leads through the next. */
async function unplugLive(engine: Engine, { record, run }: Container, { id }: NetworkRecord): Promise<void> {
  await (await engine.networks.open(id)).detach(record.id, { pull: true });
  const [next] = record.life.endpoints;
  if (next && run) await routeThrough(run.monitored.pid, next);
}

function freeInterface(endpoints: readonly Endpoint[]): string {
  const taken = new Set(endpoints.map((each) => each.interface));
  let number = 0;
  while (taken.has(`eth${number}`)) number++;
  return `eth${number}`;
}
