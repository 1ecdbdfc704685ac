/** Networks, and the ports of the host that lead into containers. */
import type { NetworkFacts, NetworkSummary, Protocol, PublishedPort } from '../networks';
import { type Outcome, UnreadableAnswer } from '../outcome';
import type { Reference } from '../runtime';
import { type Asker, nothing } from './asker';
import { lines, parse, parseAll, text } from './json-answer';
import { readIds } from './read-answer';

export class Networking {
  constructor(
    private readonly asker: Asker,
    private readonly label: string,
  ) {}

  publishedPorts(container: Reference): Promise<Outcome<PublishedPort[]>> {
    return this.asker.ask('publishedPorts', { container }, ({ exchange }) =>
      lines(exchange.stdout).map((line) => this.published(line)),
    );
  }

  publishedPort(
    container: Reference,
    asked: { port: number; protocol: Protocol },
  ): Promise<Outcome<PublishedPort[]>> {
    const port = `${asked.port}/${asked.protocol}`;
    return this.asker.ask('publishedPort', { container, port }, ({ exchange }) =>
      lines(exchange.stdout).map((line) => this.published(`${port} -> ${line}`)),
    );
  }

  create(network: string, options: { subnet?: string } = {}): Promise<Outcome<void>> {
    return this.asker.ask('createNetwork', { network, label: this.label, ...options }, nothing);
  }

  list(): Promise<Outcome<NetworkSummary[]>> {
    const { listedNetwork } = this.asker.descriptor.answers;
    return this.asker.ask('listNetworks', {}, ({ exchange }) =>
      parseAll(exchange.stdout).map((entry) => ({
        id: text(entry, listedNetwork.id),
        name: text(entry, listedNetwork.name),
      })),
    );
  }

  inspect(network: Reference): Promise<Outcome<NetworkFacts>> {
    const pointers = this.asker.descriptor.answers.network;
    return this.asker.ask('inspectNetwork', { network }, ({ exchange }) => {
      const json = parse(exchange.stdout);
      return {
        id: text(json, pointers.id),
        name: text(json, pointers.name),
        subnet: text(json, pointers.subnet),
      };
    });
  }

  remove(network: Reference): Promise<Outcome<void>> {
    return this.asker.ask('removeNetwork', { network }, nothing);
  }

  connect(
    container: Reference,
    network: Reference,
    options: { alias?: string } = {},
  ): Promise<Outcome<void>> {
    return this.asker.ask('connectNetwork', { container, network, ...options }, nothing);
  }

  disconnect(container: Reference, network: Reference): Promise<Outcome<void>> {
    return this.asker.ask('disconnectNetwork', { container, network }, nothing);
  }

  /** Identifiers of the networks that carry the label of the run. */
  ofRun(): Promise<Outcome<string[]>> {
    return this.asker.ask('networksOfRun', { label: this.label }, ({ exchange }) => readIds(exchange.stdout));
  }

  private published(line: string): PublishedPort {
    const { publishedPort: pattern } = this.asker.descriptor.answers;
    const { port, protocol, address, hostPort } = new RegExp(pattern).exec(line)?.groups ?? {};
    if (!port || !hostPort) throw new UnreadableAnswer(`a published port was expected, not '${line}'`);
    return {
      port: Number(port),
      protocol: protocol === 'udp' ? 'udp' : 'tcp',
      hostAddress: (address ?? '').replace(/^\[(.*)\]$/, '$1'),
      hostPort: Number(hostPort),
    };
  }
}
