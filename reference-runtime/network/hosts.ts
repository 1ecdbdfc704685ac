/** The container's /etc/hosts and /etc/hostname. */

export interface HostsRequest {
  readonly hostname: string;
  readonly domainname?: string;
  /** None when the container has no network. */
  readonly addresses: readonly string[];
  /** What the creator wants to be known as well. */
  readonly extra: readonly ExtraHost[];
}

export interface ExtraHost {
  readonly name: string;
  readonly address: string;
}

/**
 * The six lines of the local host that every engine writes, what the creator added, and the container's own name with its addresses.
 * Clauses: NET-8, NET-13, NET-14, NET-20.
 */
export function hostsFile({ hostname, domainname, addresses, extra }: HostsRequest): string {
  const own = domainname ? `${hostname}.${domainname} ${hostname}` : hostname;
  const lines = [
    '127.0.0.1\tlocalhost',
    '::1\tlocalhost ip6-localhost ip6-loopback',
    'fe00::0\tip6-localnet',
    'ff00::0\tip6-mcastprefix',
    'ff02::1\tip6-allnodes',
    'ff02::2\tip6-allrouters',
    ...extra.map(({ name, address }) => `${address}\t${name}`),
    ...addresses.map((address) => `${address}\t${own}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** One line, as hostname(5) wants it. */
export const hostnameFile = (hostname: string): string => `${hostname}\n`;
