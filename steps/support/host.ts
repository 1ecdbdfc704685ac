/** What the host itself says, for clauses that set a container apart from it. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { networkInterfaces } from 'node:os';

const names = ['pid', 'mnt', 'uts', 'ipc', 'net'] as const;

/** Identities of the namespaces of a process of the host, e.g. `pid:[4026531836]`; empty where there is none. */
export function processNamespaces(pid: number | 'self'): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, identity(`/proc/${pid}/ns/${name}`)]));
}

function identity(link: string): string {
  try {
    return readlinkSync(link);
  } catch {
    return '';
  }
}

/** Numbers of the processes on the host that are in this PID namespace. */
export const processesIn = (pidNamespace: string): number[] =>
  readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && identity(`/proc/${pid}/ns/pid`) === pidNamespace);

/** The host's addresses apart from loopback. */
export const hostAddresses = (): string[] =>
  Object.values(networkInterfaces()).flatMap((all = []) =>
    all.filter(({ internal }) => !internal).map(({ address }) => address),
  );

/** Major and minor numbers of some block devices that the host has, from /proc/partitions; of a loop device where it has none. */
export function blockDevices(): [string, string][] {
  const lines = readFileSync('/proc/partitions', 'utf8').matchAll(/^ +(\d+) +(\d+) +\d+ /gm);
  const devices = [...lines]
    .slice(0, 4)
    .map(([, major = '', minor = '']): [string, string] => [major, minor]);
  return devices.length > 0 ? devices : [['7', '0']];
}
