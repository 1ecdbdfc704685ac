/** Networks, and the networks of a container, as Docker Engine's clients read them. */
import { pluggedInto } from '../engine/attachments';
import type { Container } from '../engine/container';
import type { Engine } from '../engine/engine';
import type { Life } from '../engine/record';
import type { Network } from '../network/network';
import type { NetworkRecord } from '../network/network-record';
import type { PublishedPort } from '../network/published-port';

/** Answer of "inspect a network". `opened`: its bridge, when there is one by now. */
export function networkDetails(engine: Engine, record: NetworkRecord, opened: Network | undefined): object {
  const subnet = opened?.subnet ?? record.askedSubnet;
  return {
    Name: record.name,
    Id: record.id,
    Created: record.createdAt,
    Scope: 'local',
    Driver: record.driver,
    EnableIPv6: false,
    IPAM: {
      Driver: 'default',
      Options: null,
      Config: subnet ? [{ Subnet: subnet, ...(opened && { Gateway: opened.gateway }) }] : [],
    },
    Internal: false,
    Attachable: false,
    Ingress: false,
    ConfigFrom: { Network: '' },
    ConfigOnly: false,
    Containers: Object.fromEntries(
      pluggedInto(engine, record).map((container) => [container.record.id, member(container, record)]),
    ),
    Options: {},
    Labels: record.labels,
  };
}

function member({ record: { name, life } }: Container, { id }: NetworkRecord): object {
  const endpoint = life.endpoints.find(({ networkId }) => networkId === id);
  return {
    Name: name,
    EndpointID: '',
    MacAddress: endpoint?.macAddress ?? '',
    IPv4Address: `${endpoint?.ipAddress}/${endpoint?.prefixLength}`,
    IPv6Address: '',
  };
}

/** `NetworkSettings` of "inspect a container". The fields on top are those of the network `bridge`, as Docker has it. */
export function networkSettings(engine: Engine, { record }: Container): object {
  const { life, config } = record;
  const [first] = life.endpoints.filter(({ networkId }) => engine.networks.find(networkId).predefined);
  return {
    Bridge: first?.bridge ?? '',
    Ports: portMap(life, Object.keys(config.ExposedPorts ?? {})),
    Gateway: first?.gateway ?? '',
    IPAddress: first?.ipAddress ?? '',
    IPPrefixLen: first?.prefixLength ?? 0,
    MacAddress: first?.macAddress ?? '',
    Networks: networkMap(engine, record),
  };
}

/** By name of the network, what the container has there. */
export function networkMap(engine: Engine, { settings, networks, life }: Container['record']): object {
  if (networks.length === 0) return { [settings.network]: endpointJson(undefined, [], '') };
  return Object.fromEntries(
    networks.map(({ network, aliases }) => {
      const known = engine.networks.all().find(({ id }) => id === network);
      const endpoint = life.endpoints.find(({ networkId }) => networkId === network);
      return [known?.name ?? network, endpointJson(endpoint, aliases, known?.id ?? '')];
    }),
  );
}

const endpointJson = (
  endpoint: Life['endpoints'][number] | undefined,
  aliases: readonly string[],
  id: string,
): object => ({
  IPAMConfig: null,
  Links: null,
  Aliases: aliases.length > 0 ? aliases : null,
  NetworkID: id,
  EndpointID: '',
  Gateway: endpoint?.gateway ?? '',
  IPAddress: endpoint?.ipAddress ?? '',
  IPPrefixLen: endpoint?.prefixLength ?? 0,
  IPv6Gateway: '',
  GlobalIPv6Address: '',
  GlobalIPv6PrefixLen: 0,
  MacAddress: endpoint?.macAddress ?? '',
  DriverOpts: null,
});

/** Every port of a running container that is exposed or published, and where. */
function portMap({ endpoints, ports }: Life, exposed: readonly string[]): object {
  if (endpoints.length === 0) return {};
  const map: Record<string, object[] | null> = Object.fromEntries(exposed.map((port) => [port, null]));
  for (const port of ports) {
    const key = portKey(port);
    map[key] = [...(map[key] ?? []), binding(port)];
  }
  return map;
}

/** `HostConfig.PortBindings`: as it was asked for. */
export function portBindings(ports: readonly PublishedPort[]): object {
  const map: Record<string, object[]> = {};
  for (const port of ports) {
    const asked = {
      HostIp: port.hostAddress === '0.0.0.0' ? '' : port.hostAddress,
      HostPort: port.hostPort ? String(port.hostPort) : '',
    };
    map[portKey(port)] = [...(map[portKey(port)] ?? []), asked];
  }
  return map;
}

/**
 * `Ports` of one entry of "list containers".
 * Clauses: PORT-1, PORT-2, PORT-4.
 */
export function portList({ config, life }: Container['record']): object[] {
  const published = life.ports.map(({ hostAddress, hostPort, containerPort, protocol }) => ({
    IP: hostAddress,
    PrivatePort: containerPort,
    PublicPort: hostPort,
    Type: protocol,
  }));
  const others = Object.keys(config.ExposedPorts ?? {})
    .map((port) => port.split('/'))
    .map(([number = '', protocol = 'tcp']) => ({ PrivatePort: Number(number), Type: protocol }))
    .filter(
      ({ PrivatePort, Type }) =>
        !published.some((each) => each.PrivatePort === PrivatePort && each.Type === Type),
    );
  return [...published, ...others];
}

const portKey = ({ containerPort, protocol }: PublishedPort): string => `${containerPort}/${protocol}`;
const binding = ({ hostAddress, hostPort }: PublishedPort): object => ({
  HostIp: hostAddress,
  HostPort: String(hostPort),
});
