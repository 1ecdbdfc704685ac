/** The container's /etc/hosts and /etc/hostname. */

export interface HostsRequest {
  readonly hostname: string;
  readonly domainname?: string;
  /** Absent when the container has no network. */
  readonly ipAddress?: string;
}

/** The six lines of the local host that every engine writes, and the container's own name when it has an address. */
export function hostsFile({ hostname, domainname, ipAddress }: HostsRequest): string {
  const own = domainname ? `${hostname}.${domainname} ${hostname}` : hostname;
  const lines = [
    '127.0.0.1\tlocalhost',
    '::1\tlocalhost ip6-localhost ip6-loopback',
    'fe00::0\tip6-localnet',
    'ff00::0\tip6-mcastprefix',
    'ff02::1\tip6-allnodes',
    'ff02::2\tip6-allrouters',
    ...(ipAddress ? [`${ipAddress}\t${own}`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

/** One line, as hostname(5) wants it. */
export const hostnameFile = (hostname: string): string => `${hostname}\n`;
