/** What callers ask about networks, and what they are answered. */
import type { Reference } from './answers';

/** Where a container is connected: nowhere, where the runtime puts everybody, in the host's network, another container's, or one with a name. */
export type NetworkWish =
  | 'none'
  | 'default'
  | 'host'
  | { readonly container: Reference }
  | { readonly name: Reference; readonly aliases?: readonly string[] };

/** Ports of a container that the host shall lead to it; both may be ranges, `5000-5002`. */
export interface PublishWish {
  readonly protocol: Protocol;
  readonly port: string;
  /** Absent: any that is free. */
  readonly hostPort?: string;
  /** Absent: every address of the host. */
  readonly hostAddress?: string;
}

export type Protocol = 'tcp' | 'udp';

/** How a container finds others by name, in the words of resolv.conf(5) and hosts(5). */
export interface NamesWish {
  readonly servers?: readonly string[];
  readonly search?: readonly string[];
  readonly options?: readonly string[];
  /** `name:address` */
  readonly hosts?: readonly string[];
  readonly domain?: string;
}

export interface PublishedPort {
  readonly protocol: Protocol;
  readonly port: number;
  readonly hostAddress: string;
  readonly hostPort: number;
}

export interface NetworkFacts {
  readonly id: string;
  readonly name: string;
  /** `a.b.c.d/n`; empty when the runtime shows none. */
  readonly subnet: string;
}

export type NetworkSummary = Pick<NetworkFacts, 'id' | 'name'>;
