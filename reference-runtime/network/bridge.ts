/** The bridge of one daemon: finds it, or makes it on a subnet that nothing else on this host uses. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { RuntimeError } from '../errors';
import { findFirewall } from './find-firewall';
import { runProgram } from './programs';
import { nameservers } from './resolv-conf';
import { addressAt, formatSubnet, freeSubnet, overlap, parseSubnet, type Subnet } from './subnet';

const device = (name: string) => `/sys/class/net/${name}`;

export interface BridgeRequest {
  readonly name: string;
  /** Root folder of the daemon, written on the bridge. */
  readonly owner: string;
  /** Tried first: a restarted daemon keeps its addresses. */
  readonly wanted: Subnet | undefined;
  /** No other will do: RuntimeError `conflict` when it is in use. */
  readonly exactly: boolean;
}

/** Subnet of the bridge, which exists and is up afterwards. */
export async function openBridge({ name, owner, wanted, exactly }: BridgeRequest): Promise<Subnet> {
  // Two daemons may find the same one; it is no reason to fail.
  await removeOrphans().catch(() => undefined);
  if (existsSync(device(name))) {
    const subnet = await subnetOf(name);
    if (subnet) return subnet;
    await removeBridge(name);
  }
  // Another daemon may take the same subnet between our look and our step: whoever sees both yields and takes another.
  const taken = await takenSubnets(name);
  for (let attempt = 1; attempt <= 8; attempt++) {
    if (exactly && wanted) demandUntaken(wanted, taken);
    const subnet = choose(name, taken, wanted);
    await makeBridge(name, owner, subnet);
    const others = await takenSubnets(name);
    if (!others.some((other) => overlap(other, subnet))) return subnet;
    await removeBridge(name);
    taken.push(subnet, ...others);
  }
  throw new RuntimeError('internal', `network: found no subnet for bridge ${name} that stays free`);
}

export async function removeBridge(name: string): Promise<void> {
  if (existsSync(device(name))) await runProgram('ip', ['link', 'del', name]);
}

/** Bridges of daemons whose root folder was deleted while they ran, or after a crash: nobody else will ever remove them. */
async function removeOrphans(): Promise<void> {
  for (const name of readdirSync('/sys/class/net').filter((each) => each.startsWith('scr-'))) {
    const owner = readFileSync(`${device(name)}/ifalias`, 'utf8').trim();
    if (owner === '' || existsSync(owner)) continue;
    await removeBridge(name);
    await (await findFirewall({ bridge: name, subnet: '0.0.0.0/0', family: name }))?.close();
  }
}

function demandUntaken(subnet: Subnet, taken: readonly Subnet[]): void {
  const other = taken.find((each) => overlap(each, subnet));
  if (!other) return;
  throw new RuntimeError(
    'conflict',
    `network: the subnet ${formatSubnet(subnet)} overlaps ${formatSubnet(other)}, which is already in use on this host; choose another`,
  );
}

/** Names of the devices plugged into the bridge. */
export const portsOf = (name: string): Promise<string[]> => readdir(`${device(name)}/brif`);

/** MAC of our end and of the containers': locally administered, made from the address, so that a reused address never has a stale owner. */
export const macFor = (address: string): string =>
  ['02', '73', ...address.split('.').map((octet) => Number(octet).toString(16).padStart(2, '0'))].join(':');

function choose(name: string, taken: readonly Subnet[], wanted?: Subnet): Subnet {
  if (wanted && !taken.some((other) => overlap(other, wanted))) return wanted;
  const free = freeSubnet(name, taken);
  if (free) return free;
  throw new RuntimeError(
    'internal',
    `network: no private subnet is free for bridge ${name}: the host routes ${taken.map(formatSubnet).join(', ')}. Use --network none.`,
  );
}

/** A fixed MAC, because a bridge without one changes it with its ports, and the containers' ARP entries go stale. */
async function makeBridge(name: string, owner: string, subnet: Subnet): Promise<void> {
  const gateway = addressAt(subnet, 1);
  await runProgram(
    'ip',
    ['-batch', '-'],
    `link add ${name} address ${macFor(gateway)} type bridge
link set ${name} addrgenmode none
addr add ${gateway}/${subnet.prefixLength} broadcast + dev ${name}
${owner.length < 256 ? `link set ${name} alias "${owner}"\n` : ''}link set ${name} up
`,
  );
}

/** The subnet of a bridge that an earlier daemon left; undefined when it has no address (killed half-way). */
async function subnetOf(name: string): Promise<Subnet | undefined> {
  if (!existsSync(`${device(name)}/bridge`)) {
    throw new RuntimeError(
      'conflict',
      `network: ${name} exists and is no bridge; remove it, or choose another name`,
    );
  }
  const [link] = JSON.parse(
    await runProgram('ip', ['-json', '-4', 'addr', 'show', 'dev', name]),
  ) as AddressLine[];
  const inet = link?.addr_info[0];
  if (!inet || !link.flags.includes('UP')) return undefined;
  return parseSubnet(`${inet.local}/${inet.prefixlen}`);
}

interface AddressLine {
  readonly flags: readonly string[];
  readonly addr_info: readonly { readonly local: string; readonly prefixlen: number }[];
}

/** What the host's routes and name servers already use; our own bridge's routes do not count. */
async function takenSubnets(name: string): Promise<Subnet[]> {
  const printed = await runProgram('ip', ['-json', '-4', 'route', 'show', 'table', 'all']);
  const routes = JSON.parse(printed || '[]') as { dst: string; dev?: string }[];
  const servers = nameservers(await readFile('/etc/resolv.conf', 'utf8').catch(() => ''));
  const used = [...routes.filter((route) => route.dev !== name).map((route) => route.dst), ...servers];
  return used.flatMap((text) => parseSubnet(text) ?? []);
}
