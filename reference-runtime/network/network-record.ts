/** What is known of a network and outlives the daemon. */
export interface NetworkRecord {
  /** 64 hexadecimal digits. */
  readonly id: string;
  readonly name: string;
  /** `host` and `null` have no bridge: the host's own network, and none. */
  readonly driver: 'bridge' | 'host' | 'null';
  /** RFC 3339. */
  readonly createdAt: string;
  /** Name of the bridge. */
  readonly bridge: string;
  /** `a.b.c.d/n`, when the creator asked for it. */
  readonly askedSubnet?: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Every runtime has it, and nobody can remove it. */
  readonly predefined: boolean;
}

export interface NewNetwork {
  readonly name: string;
  readonly subnet?: string;
  readonly labels: Readonly<Record<string, string>>;
}
