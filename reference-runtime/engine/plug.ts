/** Networks around one run of a container: addresses before it begins, cables while it begins, and the end of both. */

import type { NetworkRequest } from '../isolation/launch-request';
import type { Monitored } from '../isolation/monitored';
import type { Endpoint } from '../network/cable';
import { namespaceOf } from '../network/network';
import { everyAddress, type PublishedPort } from '../network/published-port';
import { lawful, sharedContainer } from './attachments';
import type { Container } from './container';
import type { Engine } from './engine';
import type { ContainerRecord, PortSetting } from './record';

/** An address in each of its networks. Throws RuntimeError `not-found` (network), `conflict` or `invalid` (address); nothing is left then. */
export async function reserveAddresses(engine: Engine, { record }: Container): Promise<Endpoint[]> {
  const endpoints: Endpoint[] = [];
  try {
    for (const [index, attachment] of record.networks.entries()) {
      const { id } = engine.networks.find(attachment.network);
      Object.assign(attachment, lawful(engine, { ...attachment, network: id }));
      const network = await engine.networks.open(id);
      endpoints.push(
        network.reserve(record.id, { interface: `eth${index}`, ipAddress: attachment.ipAddress }),
      );
    }
    return endpoints;
  } catch (error) {
    await release(engine, record.id, endpoints);
    throw error;
  }
}

/**
 * What isolation is asked for. Throws RuntimeError when the container whose network is to be shared is not there or does not run.
 * Clauses: NET-24 … NET-26.
 */
export function networkRequest(
  engine: Engine,
  { record }: Container,
  endpoints: readonly Endpoint[],
): NetworkRequest {
  if (record.settings.network === 'host') return { kind: 'host' };
  const shared = sharedContainer(engine, record);
  if (shared) return { kind: 'shared', pid: shared.run?.monitored.pid ?? 0 };
  return {
    kind: 'own',
    addresses: endpoints.map((endpoint, index) => ({
      device: endpoint.interface,
      address: endpoint.ipAddress,
      prefixLength: endpoint.prefixLength,
      gateway: index === 0 ? endpoint.gateway : '',
    })),
    ports: endpoints.length > 0 ? portsOf(record) : [],
  };
}

/** Published by the creator, and with `publishAll` every other port that the image or the creator exposes. */
function portsOf({ settings, config }: ContainerRecord): PortSetting[] {
  if (!settings.publishAll) return [...settings.ports];
  const exposed = Object.keys(config.ExposedPorts ?? {}).map(exposedPort);
  const known = settings.ports.map(({ containerPort, protocol }) => `${containerPort}/${protocol}`);
  const others = exposed.filter(
    ({ containerPort, protocol }) => !known.includes(`${containerPort}/${protocol}`),
  );
  return [...settings.ports, ...others.map((port) => ({ ...port, hostAddress: everyAddress, hostPort: 0 }))];
}

/** `80/tcp`, `53/udp`, `80` */
export function exposedPort(text: string): Pick<PortSetting, 'containerPort' | 'protocol'> {
  const [number = '', protocol] = text.split('/');
  return { containerPort: Number(number), protocol: protocol === 'udp' ? 'udp' : 'tcp' };
}

/**
 * Brings the cables into a container that waits for them, and the ports that it holds to its first one. A process that ended
 * before its network was there tells why itself: that reason, not the missing process, is the news.
 * Clauses: NET-27 … NET-31, NET-38, NET-39.
 */
export async function plugIn(
  engine: Engine,
  { record }: Container,
  monitored: Monitored,
  endpoints: readonly Endpoint[],
): Promise<PublishedPort[]> {
  if (endpoints.length === 0) return [];
  const ports = portsOf(record).map((port, index) => ({ ...port, hostPort: monitored.ports[index] ?? 0 }));
  try {
    for (const [index, endpoint] of endpoints.entries()) {
      const network = await engine.networks.open(endpoint.networkId);
      await network.attach({ id: record.id, pid: monitored.pid }, endpoint, {
        ports: index === 0 ? ports : [],
      });
    }
    // It may ask for names at once, and is known by its addresses.
    record.life.endpoints = [...endpoints];
    monitored.release();
    return ports;
  } catch (error) {
    if (!namespaceOf(monitored.pid)) await monitored.started;
    throw error;
  }
}

/** Addresses and ports are free again, whatever state the container is in. Throws what the last network says that could not. */
export async function release(engine: Engine, id: string, endpoints: readonly Endpoint[]): Promise<void> {
  // Others may go on using the namespace of a container that has ended: then the kernel does not take the cables away.
  const pull = [...engine.containers.values()].some(
    ({ run, record }) => run && record.settings.network === `container:${id}`,
  );
  for (const { networkId } of endpoints) await (await engine.networks.open(networkId)).detach(id, { pull });
}
