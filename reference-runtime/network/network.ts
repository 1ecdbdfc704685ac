/**
 * The network of one daemon: a bridge, and one virtual cable (veth pair) from it into each container. The kernel does the
 * switching, the host's firewall lets traffic out; we only furnish. README.md of the reference runtime draws it.
 */
import { randomBytes } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { RuntimeError } from '../errors';
import { AddressPool } from './address-pool';
import { macFor, openBridge, portsOf, removeBridge } from './bridge';
import { type Firewall, findFirewall } from './firewall';
import { type Attached, LedgerFile } from './ledger-file';
import { runProgram } from './programs';
import { formatSubnet, parseSubnet } from './subnet';

export interface NetworkOptions {
  /** Exists. What must survive the daemon is kept here. */
  readonly stateDir: string;
  /** Name of the bridge, at most 15 characters (IFNAMSIZ), unique to this daemon's root. */
  readonly name: string;
  /** `a.b.c.d/n` to use when it is free; default: one that nothing on this host uses. */
  readonly subnet?: string;
}

/** What a container sees of its cable. */
export interface Endpoint {
  readonly ipAddress: string;
  readonly prefixLength: number;
  readonly gateway: string;
  readonly macAddress: string;
  readonly bridge: string;
}

/** A holder without a process: a daemon that comes later forgets it. */
const nobody = { pid: 0, namespace: '', device: '' };

export class Network {
  private constructor(
    readonly bridge: string,
    /** What containers must do without on this host, and what to do about it; empty is good. */
    readonly warnings: readonly string[],
    private readonly pool: AddressPool,
    private readonly ledger: LedgerFile,
    private readonly firewall: Firewall | undefined,
  ) {}

  /** Makes the bridge or finds the one of an earlier daemon, and removes cables to containers that are gone. RuntimeError `internal` without iproute2. */
  static async open({ stateDir, name, subnet }: NetworkOptions): Promise<Network> {
    const ledger = LedgerFile.open(stateDir);
    const pool = new AddressPool(await openBridge(name, parseSubnet(subnet ?? ledger.subnet ?? '')));
    ledger.subnet = formatSubnet(pool.subnet);
    const firewall = await findFirewall(name, formatSubnet(pool.subnet));
    const warnings = [...(await openFirewall(firewall)), ...(await forwardPackets())];
    const network = new Network(name, warnings, pool, ledger, firewall);
    await network.#sweep();
    return network;
  }

  /** An address for a container that is about to be launched; attach() or detach() comes next. RuntimeError `conflict` when none is free. */
  reserve(id: string): Endpoint {
    if (this.ledger.find(id))
      throw new RuntimeError('conflict', `network: container ${id} is attached already`);
    const ipAddress = this.pool.take();
    this.ledger.add({ ...nobody, id, ipAddress });
    return this.#endpoint(ipAddress);
  }

  /**
   * Brings eth0 with its MAC into the network namespace of a process; its address it gets from inside (native/init/network.c).
   * When it fails nothing is left, the reservation neither.
   */
  async attach({ id, pid }: { id: string; pid: number }): Promise<void> {
    const reserved = this.ledger.find(id);
    if (!reserved) throw new RuntimeError('internal', `network: no address is reserved for container ${id}`);
    const cable = { ...reserved, pid, device: `scrv${randomBytes(4).toString('hex')}` };
    try {
      const namespace = namespaceOf(pid);
      if (!namespace)
        throw new RuntimeError('internal', `network: process ${pid} of container ${id} is gone`);
      this.ledger.add({ ...cable, namespace });
      await plug(cable, this.#endpoint(reserved.ipAddress));
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

  /** The address is free again. The cable needs no hand: the kernel takes it away with the namespace of a container that ended. */
  async detach(id: string): Promise<void> {
    const attached = this.ledger.find(id);
    if (!attached) return;
    this.ledger.remove(id);
    this.pool.give(attached.ipAddress);
  }

  /** Removes the bridge and the firewall's rules: for when no container runs. */
  async close(): Promise<void> {
    await unplug(await portsOf(this.bridge).catch(() => []));
    await removeBridge(this.bridge);
    await this.firewall?.close();
    this.ledger.discard();
  }

  #endpoint(ipAddress: string): Endpoint {
    const { gateway, subnet } = this.pool;
    return {
      ipAddress,
      prefixLength: subnet.prefixLength,
      gateway,
      macAddress: macFor(ipAddress),
      bridge: this.bridge,
    };
  }

  /** What a killed daemon left: forgets containers whose namespace is gone, and pulls cables that nobody is known to hold. */
  async #sweep(): Promise<void> {
    for (const { id, pid, namespace, ipAddress } of this.ledger.all()) {
      if (namespaceOf(pid) === namespace) this.pool.hold(ipAddress);
      else this.ledger.remove(id);
    }
    const known = new Set(this.ledger.all().map(({ device }) => device));
    await unplug((await portsOf(this.bridge)).filter((device) => !known.has(device)));
  }
}

/** The host's end is up before its peer is, so it makes no IPv6 address before the second line forbids that. */
async function plug({ device, pid }: Attached, { bridge, macAddress }: Endpoint): Promise<void> {
  const script = `link add ${device} up master ${bridge} type veth peer name eth0 address ${macAddress} netns ${pid}
link set ${device} addrgenmode none
`;
  await runProgram('ip', ['-batch', '-'], script);
}

/** Devices may vanish at any moment with their container's namespace: one that is gone is what we wanted. */
async function unplug(devices: readonly string[]): Promise<void> {
  if (devices.length === 0) return;
  const script = devices.map((device) => `link del ${device}\n`).join('');
  await runProgram('ip', ['-force', '-batch', '-'], script).catch(() => undefined);
}

/** Identity of a process's network namespace, e.g. `net:[4026531840]`; undefined when the process is gone. */
export function namespaceOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/ns/net`);
  } catch {
    return undefined;
  }
}

async function openFirewall(firewall: Firewall | undefined): Promise<string[]> {
  if (!firewall) {
    return [
      'network: neither iptables nor nft is installed: containers reach this host and each other, but nothing beyond',
    ];
  }
  try {
    await firewall.open();
    return [];
  } catch (error) {
    return [`containers may be cut off beyond this host: ${(error as Error).message}`];
  }
}

async function forwardPackets(): Promise<string[]> {
  const file = '/proc/sys/net/ipv4/ip_forward';
  try {
    if ((await readFile(file, 'utf8')).trim() !== '1') await writeFile(file, '1');
    return [];
  } catch (error) {
    return [
      `network: this host does not forward packets, containers reach nothing beyond it: ${(error as Error).message}`,
    ];
  }
}
