/** Who is called what in which network. Looked up anew for every question: a name is true exactly as long as its container runs there. */
import { readFile } from 'node:fs/promises';
import type { Endpoint } from '../network/cable';
import type { Names } from '../network/dns-server';
import { nameservers } from '../network/resolv-conf';
import type { Container } from './container';
import type { Engine } from './engine';
import { shortId } from './names';

/** Clauses: NETWORK-13 … NETWORK-16. */
export function nameService(engine: Pick<Engine, 'containers' | 'networks'>): Names {
  const withAddress = (address: string): Container | undefined =>
    [...engine.containers.values()].find(({ record }) =>
      record.life.endpoints.some(({ ipAddress }) => ipAddress === address),
    );
  return {
    lookUp: (client, name) => {
      const asker = withAddress(client);
      const found = (asker?.record.life.endpoints ?? []).flatMap(({ networkId }) =>
        addressesIn(engine, networkId, name),
      );
      return found.length > 0 ? found : undefined;
    },
    upstream: async (client) => {
      const asked = withAddress(client)?.record.settings.resolver.servers ?? [];
      return asked.length > 0
        ? asked
        : nameservers(await readFile('/etc/resolv.conf', 'utf8').catch(() => ''));
    },
  };
}

function addressesIn(
  engine: Pick<Engine, 'containers' | 'networks'>,
  networkId: string,
  name: string,
): string[] {
  if (engine.networks.find(networkId).predefined) return [];
  return [...engine.containers.values()].flatMap((container) => {
    const endpoint = container.record.life.endpoints.find((each) => each.networkId === networkId);
    return endpoint && isCalled(container, endpoint, name) ? [endpoint.ipAddress] : [];
  });
}

function isCalled({ record }: Container, { networkId }: Endpoint, name: string): boolean {
  const aliases = record.networks.find(({ network }) => network === networkId)?.aliases ?? [];
  return [record.name, shortId(record.id), ...aliases].some((each) => each.toLowerCase() === name);
}
