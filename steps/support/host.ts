/** What the host itself says, for clauses that set a container apart from it. */
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
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

/** When a process of the host began, in clock ticks since boot, proc_pid_stat(5); undefined when there is none. */
export function processStart(pid: number): string | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19]; // the name before may hold blanks and parentheses
  } catch {
    return undefined;
  }
}

/** A process of the host: numbers are used again, so it takes both to tell which one. */
export interface HostProcess {
  readonly pid: number;
  readonly began: string | undefined;
  readonly ran: string | undefined;
}

/** How long a process of the host has had a processor, in nanoseconds, of all its threads' the first; proc(5), schedstat. */
export function timeOnProcessor(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/schedstat`, 'latin1').split(' ')[0];
  } catch {
    return undefined;
  }
}

/** The processes that share the PID namespace of this one, itself included. The identity of a namespace is used again, too. */
export function processesBeside(pid: number): HostProcess[] {
  const namespace = identity(`/proc/${pid}/ns/pid`);
  return readdirSync('/proc')
    .map(Number)
    .filter((each) => each > 0 && namespace !== '' && identity(`/proc/${each}/ns/pid`) === namespace)
    .map((each) => ({ pid: each, began: processStart(each), ran: timeOnProcessor(each) }))
    .filter(({ began }) => began !== undefined);
}

/** The cgroups that a process has for itself or shares with its container, as directories of the host. */
export function cgroupsOf(pid: number): string[] {
  const common = new Set(cgroupLines(1));
  const mounts = readFileSync('/proc/self/mountinfo', 'utf8').split('\n').map(cgroupMount);
  return cgroupLines(pid)
    .filter((line) => !common.has(line))
    .flatMap((line) => {
      const [, controllers = '', path = ''] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
      const mount = mounts.find((one) => one?.controllers === controllers);
      return mount && path !== '/' ? [`${mount.target}${path}`] : [];
    });
}

export const existing = (paths: readonly string[]): string[] => paths.filter((path) => existsSync(path));

function cgroupLines(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/cgroup`, 'utf8').trim().split('\n');
  } catch {
    return []; // it has ended
  }
}

/** A hierarchy by the controllers that /proc/PID/cgroup names it by, cgroups(7): none for version 2. */
function cgroupMount(line: string): { controllers: string; target: string } | undefined {
  const [before = '', after = ''] = line.split(' - ');
  const [type, , options = ''] = after.split(' ');
  const target = before.split(' ')[4] ?? '';
  if (type === 'cgroup2') return { controllers: '', target };
  const controllers = options.split(',').filter((word) => !['rw', 'ro', 'xattr'].includes(word));
  return type === 'cgroup' ? { controllers: controllers.join(','), target } : undefined;
}

/** Whether even root of this host may not do everything: then nobody it starts can. */
export function hostLacksCapabilities(): boolean {
  const bounding = /^CapBnd:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0';
  const last = Number(readFileSync('/proc/sys/kernel/cap_last_cap', 'utf8'));
  return BigInt(`0x${bounding}`) !== (1n << BigInt(last + 1)) - 1n;
}

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

/** Name of the interface of the host with this index; undefined when it has none. */
export function hostInterface(index: number): string | undefined {
  return readdirSync('/sys/class/net').find((name) => Number(readNetwork(name, 'ifindex')) === index);
}

/** Of the interface that the host's default route leads through; 1500 where there is none. */
export function mtuOfWayOut(): number {
  const route = readFileSync('/proc/net/route', 'utf8')
    .split('\n')
    .map((line) => line.split('\t'));
  const [name] = route.find(([, destination]) => destination === '00000000') ?? [];
  return Number((name && readNetwork(name, 'mtu')) || 1500);
}

function readNetwork(name: string, file: string): string {
  try {
    return readFileSync(`/sys/class/net/${name}/${file}`, 'utf8').trim();
  } catch {
    return ''; // gone meanwhile
  }
}
