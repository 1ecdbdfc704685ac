/** What a client says about networks when it makes a container or connects one. */
import { isIP } from 'node:net';
import { exposedPort } from '../engine/plug';
import type { Attachment, PortSetting, Settings } from '../engine/record';
import { RuntimeError } from '../errors';
import type { ExtraHost } from '../network/hosts';
import { everyAddress } from '../network/published-port';
import type { Fields } from './body';

type NetworkSettings = Pick<Settings, 'network' | 'resolver' | 'extraHosts' | 'ports' | 'publishAll'>;
type Wishes = Omit<Attachment, 'network'>;

/** Throws RuntimeError `invalid`. */
export function networkSettings(body: Fields, host: Fields): NetworkSettings {
  const mode = host.text('NetworkMode') ?? '';
  const network = body.flag('NetworkDisabled') ? 'none' : ['', 'default'].includes(mode) ? 'bridge' : mode;
  if (network.startsWith('container:') && body.text('Hostname'))
    throw new RuntimeError('invalid', 'conflicting options: hostname and the network of another container');
  return {
    network,
    resolver: {
      servers: (host.texts('Dns') ?? []).map(demandAddress),
      search: host.texts('DnsSearch') ?? [],
      options: host.texts('DnsOptions') ?? [],
    },
    extraHosts: (host.texts('ExtraHosts') ?? []).map(extraHost),
    ports: portSettings(host.fields('PortBindings')),
    publishAll: host.flag('PublishAllPorts'),
  };
}

/** By network: what the client wants besides being in it. */
export function wishesByNetwork(body: Fields): Record<string, Wishes> {
  const configs = body.fields('NetworkingConfig').fields('EndpointsConfig');
  return Object.fromEntries(
    configs.names().map((name) => [name === 'default' ? 'bridge' : name, wishes(configs.fields(name))]),
  );
}

export function wishes(config: Fields): Wishes {
  const ipAddress = config.fields('IPAMConfig').text('IPv4Address') || undefined;
  return { aliases: config.texts('Aliases') ?? [], ...(ipAddress && { ipAddress }) };
}

/** `{"80/tcp": [{"HostIp": "", "HostPort": "8080"}]}` */
function portSettings(bindings: Fields): PortSetting[] {
  return bindings.names().flatMap((key) => {
    const match = /^(\d{1,5})(?:\/(tcp|udp))?$/.exec(key);
    if (!match)
      throw new RuntimeError('invalid', `"${key}" is no port of a container: write 80/tcp or 53/udp`);
    const port = exposedPort(key);
    demandPort(port.containerPort, key);
    return bindings.list(key).map((binding) => ({
      ...port,
      hostAddress: hostAddress(binding.text('HostIp') ?? ''),
      hostPort: hostPort(binding.text('HostPort') ?? ''),
    }));
  });
}

function hostAddress(text: string): string {
  if (['', '0.0.0.0', '::'].includes(text)) return everyAddress;
  if (isIP(text) === 4) return text;
  throw new RuntimeError(
    'invalid',
    `"${text}" is no IPv4 address of this host: ports are published on those`,
  );
}

/** Empty, like 0, means one that is free. */
function hostPort(text: string): number {
  if (text === '') return 0;
  if (!/^\d{1,5}$/.test(text))
    throw new RuntimeError('invalid', `"${text}" is no port of the host: write one number for each port`);
  if (Number(text) > 0) demandPort(Number(text), text);
  return Number(text);
}

function demandPort(number: number, text: string): void {
  if (number < 1 || number > 65535)
    throw new RuntimeError('invalid', `invalid port "${text}": ports are numbers from 1 to 65535`);
}

function demandAddress(text: string): string {
  if (isIP(text)) return text;
  throw new RuntimeError('invalid', `invalid name server "${text}": it must be an IP address`);
}

/** `name:address` */
function extraHost(text: string): ExtraHost {
  const [, name = '', address = ''] = /^([^:=]+)[:=](.*)$/.exec(text) ?? [];
  const bare = address.replace(/^\[(.*)\]$/, '$1');
  if (name && isIP(bare)) return { name, address: bare };
  throw new RuntimeError('invalid', `invalid extra host "${text}": write it like name:192.0.2.1`);
}
