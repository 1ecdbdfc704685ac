/** IPv4 subnets: which are free on this host, and which addresses lie in one. */

/** `10.128.16.0/20` as numbers. */
export interface Subnet {
  readonly network: number;
  readonly prefixLength: number;
}

/** Reads `a.b.c.d/n` or a bare address (as /32); undefined when the text is neither. */
export function parseSubnet(text: string): Subnet | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/.exec(text);
  if (!match) return undefined;
  const octets = match.slice(1, 5).map(Number);
  const prefixLength = Number(match[5] ?? 32);
  if (octets.some((octet) => octet > 255) || prefixLength > 32) return undefined;
  const address = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  return { network: address - (address % sizeOf(prefixLength)), prefixLength };
}

export const formatAddress = (address: number): string =>
  [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.');

export const formatSubnet = (subnet: Subnet): string =>
  `${formatAddress(subnet.network)}/${subnet.prefixLength}`;

/** Address number `index` of the subnet: 0 is the network itself, 1 is ours, the last one broadcast. */
export const addressAt = (subnet: Subnet, index: number): string => formatAddress(subnet.network + index);

/** Number of addresses, the network's own and the broadcast address included. */
export const subnetSize = (subnet: Subnet): number => sizeOf(subnet.prefixLength);

export const overlap = (a: Subnet, b: Subnet): boolean =>
  a.network < b.network + subnetSize(b) && b.network < a.network + subnetSize(a);

/**
 * Private subnets (RFC 1918) of 4,096 addresses, in an order that differs from seed to seed so that two daemons that start together
 * seldom want the same one. Small, because every subnet we take hides hosts of that address from the containers.
 */
export function* candidates(seed: string): Generator<Subnet> {
  const all = [
    ...blocks('10.128.0.0/9', 20),
    ...blocks('172.24.0.0/13', 20),
    ...blocks('192.168.128.0/17', 24),
  ];
  const start = [...seed].reduce((hash, letter) => (hash * 31 + letter.charCodeAt(0)) % 2048, 7);
  for (let index = 0; index < all.length; index++) {
    const subnet = all[(start + index) % all.length];
    if (subnet) yield subnet;
  }
}

/** The first candidate that overlaps none of `taken`. */
export function freeSubnet(seed: string, taken: readonly Subnet[]): Subnet | undefined {
  for (const candidate of candidates(seed)) {
    if (!taken.some((other) => overlap(candidate, other))) return candidate;
  }
  return undefined;
}

function blocks(within: string, prefixLength: number): Subnet[] {
  const whole = parseSubnet(within);
  if (!whole) throw new Error(`not a subnet: ${within}`);
  const count = subnetSize(whole) / sizeOf(prefixLength);
  return Array.from({ length: count }, (_, index) => ({
    network: whole.network + index * sizeOf(prefixLength),
    prefixLength,
  }));
}

function sizeOf(prefixLength: number): number {
  return 2 ** (32 - prefixLength);
}
