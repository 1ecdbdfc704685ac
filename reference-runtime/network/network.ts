/**
 * One network: a bridge, and one virtual cable (veth pair) from it into each container. The kernel does the switching, the
 * host's firewall lets traffic out and in; we only furnish. README.md of the reference runtime draws it.
 */
import { randomBytes } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { RuntimeError } from '../errors';
import { AddressPool } from './address-pool';
import { macFor, openBridge, portsOf, removeBridge } from './bridge';
import { type Endpoint, furnish, plug, unplug } from './cable';
import { findFirewall } from './find-firewall';
import type { Firewall } from './firewall';
import { LedgerFile } from './ledger-file';
import type { PublishedPort } from './published-port';
import { formatSubnet, parseSubnet } from './subnet';

export interface NetworkOptions {
  /** Exists. What must survive the daemon is kept here. */
  readonly stateDir: string;
  /** Of the network, 64 hexadecimal digits. */
  readonly id: string;
  /** Name of the bridge, at most 15 characters (IFNAMSIZ), unique to this network. */
  readonly name: string;
  /** What the names of all bridges of this daemon begin with. */
  readonly family: string;
  /** Root folder of the daemon: a bridge whose owner is gone is anybody's to remove. */
  readonly owner: string;
  /** `a.b.c.d/n` to use when it is free; default: one that nothing on this host uses. */
  readonly subnet?: string;
  /** No other subnet will do. */
  readonly exactly?: boolean;
}

/** What a container asks of its endpoint. */
export interface EndpointRequest {
  readonly interface: string;
  /** Default: the next one that is free. */
  readonly ipAddress?: string;
}

/** A holder without a process: a daemon that comes later forgets it. */
const nobody = { pid: 0, namespace: '', device: '', forwards: [] };

/** Clauses: NET-2, NET-3, NET-5. */
export class Network {
  private constructor(
    readonly id: string,
    readonly bridge: string,
    /** What containers must do without on this host, and what to do about it; empty is good. */
    readonly warnings: readonly string[],
    private readonly pool: AddressPool,
    private readonly ledger: LedgerFile,
    private readonly firewall: Firewall | undefined,
  ) {}

  /**
   * Makes the bridge or finds the one of an earlier daemon, and removes cables to containers that are gone. RuntimeError
   * `internal` without iproute2, `conflict` when exactly this subnet was asked for and it is in use.
   */
  static async open(options: NetworkOptions): Promise<Network> {
    const { stateDir, id, name, family, owner, exactly = false } = options;
    const ledger = LedgerFile.open(stateDir);
    const wanted = parseSubnet(options.subnet ?? ledger.subnet ?? '');
    const pool = new AddressPool(await openBridge({ name, owner, wanted, exactly }));
    ledger.subnet = formatSubnet(pool.subnet);
    const devices = sweep(ledger, pool);
    const firewall = await findFirewall({ bridge: name, subnet: formatSubnet(pool.subnet), family });
    const warnings = [...(await openFirewall(firewall, ledger)), ...(await forwardPackets(name))];
    await unplug((await portsOf(name)).filter((device) => !devices.has(device)));
    return new Network(id, name, warnings, pool, ledger, firewall);
  }

  get subnet(): string {
    return formatSubnet(this.pool.subnet);
  }

  get gateway(): string {
    return this.pool.gateway;
  }

  /**
   * An address for a container; attach() or detach() comes next. RuntimeError `conflict` when none is free or the one that was
   * asked for is not, `invalid` when that is not of this network.
   */
  reserve(id: string, wanted: EndpointRequest): Endpoint {
    if (this.ledger.find(id))
      throw new RuntimeError('conflict', `network: container ${id} is attached already`);
    const ipAddress = this.pool.take(wanted.ipAddress);
    this.ledger.add({ ...nobody, id, ipAddress });
    return this.#endpoint(wanted.interface, ipAddress);
  }

  /**
   * Brings the endpoint with its MAC into the network namespace of a process, and published ports to it; its address it gets
   * from inside (native/init/network.c), or here when the process has begun. When it fails nothing is left, the reservation neither.
   */
  async attach(
    { id, pid }: { id: string; pid: number },
    endpoint: Endpoint,
    { ports = [], furnished = false }: { ports?: readonly PublishedPort[]; furnished?: boolean } = {},
  ): Promise<void> {
    const reserved = this.ledger.find(id);
    if (!reserved) throw new RuntimeError('internal', `network: no address is reserved for container ${id}`);
    const forwards = ports.map((port) => ({ ...port, containerAddress: endpoint.ipAddress }));
    const cable = { ...reserved, pid, device: `scrv${randomBytes(4).toString('hex')}`, forwards };
    try {
      const namespace = namespaceOf(pid);
      if (!namespace)
        throw new RuntimeError('internal', `network: process ${pid} of container ${id} is gone`);
      this.ledger.add({ ...cable, namespace });
      await plug(cable.device, pid, endpoint);
      if (furnished) await furnish(pid, endpoint);
      if (forwards.length > 0) await this.#demandFirewall().publish(forwards);
    } catch (error) {
      await unplug([cable.device]);
      await this.detach(id);
      throw error;
    }
  }

  /** After a restart of the daemon: the container is alive and keeps its address. */
  restore(endpoint: Endpoint, id: string): void {
    if (this.ledger.find(id)) return;
    this.pool.hold(endpoint.ipAddress);
    this.ledger.add({ ...nobody, id, ipAddress: endpoint.ipAddress });
  }

  /**
   * The address and the ports are free again. The cable needs no hand, the kernel takes it away with the namespace of a
   * container that ended; unless the namespace lives on.
   */
  async detach(id: string, { pull = false } = {}): Promise<void> {
    const attached = this.ledger.find(id);
    if (!attached) return;
    this.ledger.remove(id);
    if (attached.forwards.length > 0) await this.firewall?.unpublish(attached.forwards);
    if (pull) await unplug([attached.device]);
    this.pool.give(attached.ipAddress);
  }

  /** Removes the bridge and the firewall's rules: for when no container runs. */
  async close(): Promise<void> {
    await unplug(await portsOf(this.bridge).catch(() => []));
    await removeBridge(this.bridge);
    await this.firewall?.close();
    this.ledger.discard();
  }

  #demandFirewall(): Firewall {
    if (this.firewall) return this.firewall;
    throw new RuntimeError(
      'not-implemented',
      'publishing a port needs iptables or nft on the host: install one of them',
    );
  }

  #endpoint(name: string, ipAddress: string): Endpoint {
    const { gateway, subnet } = this.pool;
    return {
      networkId: this.id,
      interface: name,
      ipAddress,
      prefixLength: subnet.prefixLength,
      gateway,
      macAddress: macFor(ipAddress),
      bridge: this.bridge,
    };
  }
}

/** What a killed daemon left: forgets containers whose namespace is gone. The devices that somebody is known to hold. */
function sweep(ledger: LedgerFile, pool: AddressPool): Set<string> {
  for (const { id, pid, namespace, ipAddress } of ledger.all()) {
    if (namespaceOf(pid) === namespace) pool.hold(ipAddress);
    else ledger.remove(id);
  }
  return new Set(ledger.all().map(({ device }) => device));
}

/** Identity of a process's network namespace, e.g. `net:[4026531840]`; undefined when the process is gone. */
export function namespaceOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/ns/net`);
  } catch {
    return undefined;
  }
}

async function openFirewall(firewall: Firewall | undefined, ledger: LedgerFile): Promise<string[]> {
  if (!firewall) {
    return [
      'network: neither iptables nor nft is installed: containers reach this host and each other, but nothing beyond, and no port can be published',
    ];
  }
  try {
    await firewall.open(ledger.all().flatMap(({ forwards }) => forwards));
    return [];
  } catch (error) {
    return [`containers may be cut off beyond this host: ${(error as Error).message}`];
  }
}

/** Between interfaces, and from the loopback address to containers, for published ports. */
async function forwardPackets(bridge: string): Promise<string[]> {
  try {
    for (const file of ['ip_forward', `conf/${bridge}/route_localnet`].map(
      (name) => `/proc/sys/net/ipv4/${name}`,
    ))
      if ((await readFile(file, 'utf8')).trim() !== '1') await writeFile(file, '1');
    return [];
  } catch (error) {
    return [
      `network: this host does not forward packets, containers reach nothing beyond it: ${(error as Error).message}`,
    ];
  }
}
