/**
 * All networks of one daemon.
 *
 *     network/                    of the network `bridge`: its ledger
 *     networks/<id>/record.json   of one that somebody made; exists as long as the network does
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { RuntimeError } from '../errors';
import { DnsServer, type Names } from './dns-server';
import { Network } from './network';
import type { NetworkRecord, NewNetwork } from './network-record';
import { formatSubnet, parseSubnet } from './subnet';

export interface NetworksOptions {
  /** Root folder of the daemon. */
  readonly root: string;
  readonly warn: (warning: string) => void;
  /** Answers the questions of containers in networks that somebody made. */
  readonly names: () => Names;
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

export class Networks {
  private readonly records = new Map<string, NetworkRecord>();
  private readonly opened = new Map<string, Promise<Network>>();
  private readonly servers = new Map<string, DnsServer>();
  /** What the names of all bridges begin with, the same after every restart. */
  private readonly family: string;

  constructor(private readonly options: NetworksOptions) {
    this.family = `scr-${digest(options.root).slice(0, 8)}`;
    for (const record of [...this.predefined(), ...this.stored()]) this.records.set(record.id, record);
  }

  all(): NetworkRecord[] {
    return [...this.records.values()];
  }

  /** By name, identifier or its beginning. Throws RuntimeError `not-found`, or `conflict` when it fits several. */
  find(reference: string): NetworkRecord {
    const named = this.all().find(({ id, name }) => name === reference || id === reference);
    if (named) return named;
    const begun = /^[0-9a-f]+$/.test(reference)
      ? this.all().filter(({ id }) => id.startsWith(reference))
      : [];
    const [only, ...others] = begun;
    if (others.length > 0)
      throw new RuntimeError(
        'conflict',
        `"${reference}" is the beginning of several networks' identifiers; give more digits`,
      );
    if (only) return only;
    throw new RuntimeError('not-found', `network ${reference} not found: see scr network ls`);
  }

  /** Its bridge, made at the first use: containers without a network need none. */
  open(id: string): Promise<Network> {
    const found = this.opened.get(id);
    if (found) return found;
    const opening = this.openNow(this.find(id)).catch((error: unknown) => {
      this.opened.delete(id);
      throw error;
    });
    this.opened.set(id, opening);
    return opening;
  }

  /** Those that are open by now. */
  async live(): Promise<Network[]> {
    return Promise.all(this.opened.values());
  }

  /** Throws RuntimeError `conflict` (name taken, subnet in use), `invalid` (name, subnet). When it fails nothing is left. */
  async create({ name, subnet, labels }: NewNetwork): Promise<Network> {
    demandName(name);
    if (this.all().some((each) => each.name === name))
      throw new RuntimeError('conflict', `network with name ${name} already exists`);
    const id = digest(`${this.options.root} ${name} ${Date.now()} ${Math.random()}`);
    const record: NetworkRecord = {
      id,
      name,
      driver: 'bridge',
      createdAt: new Date().toISOString(),
      bridge: this.freeBridge(id),
      askedSubnet: subnet === undefined ? undefined : lawfulSubnet(subnet),
      labels,
      predefined: false,
    };
    this.records.set(id, record);
    try {
      const network = await this.open(id);
      writeRecord(path.join(this.stateDir(record), 'record.json'), record);
      return network;
    } catch (error) {
      this.forget(record);
      throw error;
    }
  }

  /** The caller has seen to it that nobody uses it. Throws RuntimeError `invalid` for one that every runtime has. */
  async remove(record: NetworkRecord): Promise<void> {
    if (record.predefined)
      throw new RuntimeError('invalid', `${record.name} is a pre-defined network and cannot be removed`);
    const open = this.opened.get(record.id);
    rmSync(path.join(this.stateDir(record), 'record.json'), { force: true });
    this.forget(record);
    await (await open)?.close();
  }

  /** After a crash: what has a bridge on this host must be ours to take down. */
  async reopen(): Promise<void> {
    const left = this.all().filter(
      ({ driver, bridge }) => driver === 'bridge' && existsSync(`/sys/class/net/${bridge}`),
    );
    await Promise.all(left.map(({ id }) => this.open(id)));
  }

  /** Takes the bridges down that no container needs; the networks stay known. */
  async close(isNeeded: (id: string) => boolean): Promise<void> {
    for (const server of this.servers.values()) server.close();
    for (const [id, opening] of this.opened) {
      if (isNeeded(id)) continue;
      await (await opening).close();
      if (this.find(id).predefined) rmSync(this.stateDir(this.find(id)), { recursive: true, force: true });
    }
  }

  private async openNow(record: NetworkRecord): Promise<Network> {
    if (record.driver !== 'bridge')
      throw new RuntimeError('internal', `the network ${record.name} has no bridge`);
    const stateDir = this.stateDir(record);
    mkdirSync(stateDir, { recursive: true, mode: 0o700 });
    const { id, bridge: name, askedSubnet: subnet } = record;
    const owner = this.options.root;
    const network = await Network.open({
      stateDir,
      id,
      name,
      owner,
      family: this.family,
      subnet,
      exactly: subnet !== undefined,
    });
    for (const warning of network.warnings) this.options.warn(warning);
    if (!record.predefined) await this.serveNames(network);
    return network;
  }

  /** Without names containers still reach each other: no reason to refuse. */
  private async serveNames(network: Network): Promise<void> {
    try {
      this.servers.set(network.id, await DnsServer.open(network.gateway, this.options.names()));
    } catch (error) {
      const why = (error as Error).message;
      this.options.warn(
        `network: nobody will tell containers each other's names at ${network.gateway}: ${why}`,
      );
    }
  }

  private forget(record: NetworkRecord): void {
    this.records.delete(record.id);
    this.opened.delete(record.id);
    this.servers.get(record.id)?.close();
    this.servers.delete(record.id);
    rmSync(this.stateDir(record), { recursive: true, force: true });
  }

  private stateDir({ id, predefined }: NetworkRecord): string {
    return path.join(this.options.root, predefined ? 'network' : `networks/${id}`);
  }

  private predefined(): NetworkRecord[] {
    const { root } = this.options;
    const drivers = { bridge: 'bridge', host: 'host', none: 'null' } as const;
    return Object.entries(drivers).map(([name, driver]) => ({
      id: digest(`${root} ${name}`),
      name,
      driver,
      createdAt: new Date(0).toISOString(),
      bridge: driver === 'bridge' ? this.family : '',
      labels: {},
      predefined: true,
    }));
  }

  /** A folder without a record was left by a daemon that was killed while it made or removed the network. */
  private stored(): NetworkRecord[] {
    const folder = path.join(this.options.root, 'networks');
    if (!existsSync(folder)) return [];
    return readdirSync(folder).flatMap((id) => {
      const file = path.join(folder, id, 'record.json');
      if (existsSync(file)) return [JSON.parse(readFileSync(file, 'utf8')) as NetworkRecord];
      rmSync(path.join(folder, id), { recursive: true, force: true });
      return [];
    });
  }

  /** Interface names have 15 characters (IFNAMSIZ): three are left to tell the networks of one daemon apart. */
  private freeBridge(id: string): string {
    for (let at = 0; at + 3 <= id.length; at++) {
      const bridge = `${this.family}${id.slice(at, at + 3)}`;
      if (!this.all().some((each) => each.bridge === bridge)) return bridge;
    }
    throw new RuntimeError('internal', 'network: no name is free for another bridge; remove a network');
  }
}

function demandName(name: string): void {
  if (!/^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/.test(name))
    throw new RuntimeError(
      'invalid',
      `"${name}" is no network name: use a-z A-Z 0-9 _ . - and begin with a letter or digit`,
    );
  if (['default', 'container'].includes(name))
    throw new RuntimeError(
      'invalid',
      `"${name}" means something else already where a network is named; choose another name`,
    );
}

function lawfulSubnet(text: string): string {
  const subnet = parseSubnet(text);
  if (!subnet || !text.includes('/') || subnet.prefixLength < 8 || subnet.prefixLength > 30)
    throw new RuntimeError('invalid', `"${text}" is no subnet: write an IPv4 network like 10.1.2.0/24`);
  return formatSubnet(subnet);
}

/** A reader sees all of it or nothing. */
function writeRecord(file: string, record: NetworkRecord): void {
  writeFileSync(`${file}.new`, JSON.stringify(record), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
