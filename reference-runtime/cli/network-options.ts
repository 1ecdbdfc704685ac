/** The options of `run` and `create` about networks, as the API wants them. */
import { CommandFailure, exitStatus } from './failure';

interface NetworkOptions {
  network?: string[];
  networkAlias?: string[];
  ip?: string;
  publish?: string[];
  expose?: string[];
}

type Bindings = Record<string, { HostIp: string; HostPort: string }[]>;

export const networkMode = ({ network = [] }: NetworkOptions): string => network[0] ?? 'default';

/** Aliases and the chosen address belong to the first network. */
export function networkingConfig({ network = [], networkAlias, ip }: NetworkOptions): object | undefined {
  const [first = 'bridge', ...others] = network;
  if (others.length === 0 && !networkAlias && ip === undefined) return undefined;
  const wishes = { Aliases: networkAlias, IPAMConfig: { IPv4Address: ip } };
  return { EndpointsConfig: { [first]: wishes, ...Object.fromEntries(others.map((name) => [name, {}])) } };
}

/** What is published is exposed, too. */
export const exposedPorts = ({ publish = [], expose = [] }: NetworkOptions): Record<string, object> =>
  Object.fromEntries(
    [
      ...expose.flatMap((text) => ports(text, text)),
      ...publish.flatMap((text) => published(text).map(([port]) => port)),
    ].map((port) => [port, {}]),
  );

export function portBindings(publish: readonly string[]): Bindings {
  const bindings: Bindings = {};
  for (const [port, binding] of publish.flatMap(published))
    bindings[port] = [...(bindings[port] ?? []), binding];
  return bindings;
}

/** `[[address:]host:]port[/protocol]`, where both ports may be ranges of the same length. */
function published(text: string): [port: string, binding: { HostIp: string; HostPort: string }][] {
  const match = /^(?:(?:([^:]*):)?([^:]*):)?([^:/]+)(?:\/([a-z]+))?$/.exec(text);
  if (!match) throw invalid(text, 'write it like 8080:80, 127.0.0.1:8080:80 or 53:53/udp');
  const [, HostIp = '', host = '', inside = '', protocol = 'tcp'] = match;
  const inner = ports(`${inside}/${protocol}`, text);
  const outer = host === '' ? inner.map(() => '') : range(host, text);
  if (outer.length !== inner.length) throw invalid(text, 'both ranges must be of the same length');
  return inner.map((port, index) => [port, { HostIp, HostPort: String(outer[index]) }]);
}

/** `80`, `53/udp`, `8000-8010/tcp`: each port with its protocol. */
function ports(text: string, whole: string): string[] {
  const [numbers = '', protocol = 'tcp'] = text.split('/');
  if (!['tcp', 'udp'].includes(protocol)) throw invalid(whole, `"${protocol}" is neither tcp nor udp`);
  return range(numbers, whole).map((number) => `${number}/${protocol}`);
}

function range(text: string, whole: string): number[] {
  const [, first, last = first] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text) ?? [];
  const [from, to] = [Number(first), Number(last)];
  if (!(from >= 0 && to >= from && to <= 65535))
    throw invalid(whole, `"${text}" is no port: ports are numbers up to 65535`);
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

const invalid = (text: string, why: string): CommandFailure =>
  new CommandFailure(`invalid port "${text}": ${why}`, exitStatus.refused);
