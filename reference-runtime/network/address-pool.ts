/** Hands out the addresses of one subnet, in turn, so that an address is reused as late as possible (stale ARP entries). */
import { RuntimeError } from '../errors';
import { addressAt, formatSubnet, parseSubnet, type Subnet, subnetSize } from './subnet';

/** Clauses: NET-2, NET-4. */
export class AddressPool {
  readonly #used = new Set<number>();
  #last = 1;

  constructor(readonly subnet: Subnet) {}

  get gateway(): string {
    return addressAt(this.subnet, 1);
  }

  /**
   * The wanted address or the next free one; the subnet's own, the gateway's and the broadcast address are never given.
   * RuntimeError `conflict` when none is left or the wanted one is taken, `invalid` when it is no address of a container here.
   */
  take(wanted?: string): string {
    return wanted ? this.#takeThis(wanted) : this.#takeNext();
  }

  #takeThis(wanted: string): string {
    const index = parseSubnet(wanted) ? this.#indexOf(wanted) : 0;
    if (index < 2 || index > subnetSize(this.subnet) - 2)
      throw new RuntimeError(
        'invalid',
        `"${wanted}" is no address for a container in the network ${formatSubnet(this.subnet)}`,
      );
    if (this.#used.has(index))
      throw new RuntimeError('conflict', `network: the address ${wanted} is already in use`);
    this.#used.add(index);
    return wanted;
  }

  #takeNext(): string {
    const first = 2;
    const count = subnetSize(this.subnet) - first - 1;
    for (let step = 1; step <= count; step++) {
      const index = first + ((this.#last - first + step + count) % count);
      if (this.#used.has(index)) continue;
      this.#used.add(index);
      this.#last = index;
      return addressAt(this.subnet, index);
    }
    throw new RuntimeError(
      'conflict',
      `network: no free address in ${formatSubnet(this.subnet)}: all ${Math.max(count, 0)} are in use. Stop a container, or start this one with --network none.`,
    );
  }

  /** Marks an address that a container already has. */
  hold(address: string): void {
    this.#used.add(this.#indexOf(address));
  }

  give(address: string): void {
    this.#used.delete(this.#indexOf(address));
  }

  #indexOf(address: string): number {
    return (parseSubnet(address)?.network ?? 0) - this.subnet.network;
  }
}
