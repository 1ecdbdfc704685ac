/** What a container uses, as its cgroups count it. */
import { readFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import { directoryOf, hostHierarchies } from './hierarchies';

export interface Usage {
  /** Nanoseconds of processor time. */
  readonly cpu: number;
  readonly cpuUser: number;
  readonly cpuSystem: number;
  /** Nanoseconds of processor time that the whole host has spent or idled away. */
  readonly hostCpu: number;
  readonly processors: number;
  /** Bytes, cached files included. */
  readonly memory: number;
  readonly memoryLimit: number;
  readonly memoryStat: Readonly<Record<string, number>>;
  /** Processes and threads. */
  readonly processes: number;
  readonly bytesRead: number;
  readonly bytesWritten: number;
}

type Read = (file: string) => string;

/** Undefined when the container has no cgroup any more. */
export function usageOf(id: string): Usage | undefined {
  const { version } = hostHierarchies()[0] ?? { version: 2 };
  try {
    return { ...hostUsage(), ...(version === 1 ? version1(id) : version2(id)) };
  } catch (error) {
    if (['ENOENT', 'ENODEV'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

/** cgroup-v1/cpuacct.rst, memory.rst, pids.rst, blkio-controller.rst */
function version1(id: string) {
  const cpu = reader(id, 'cpuacct');
  const memory = reader(id, 'memory');
  const { user = 0, system = 0 } = table(cpu('cpuacct.stat'));
  const io = reader(id, 'blkio')('blkio.throttle.io_service_bytes');
  return {
    cpu: Number(cpu('cpuacct.usage')),
    cpuUser: user * tickNs,
    cpuSystem: system * tickNs,
    memory: Number(memory('memory.usage_in_bytes')),
    memoryLimit: bound(memory('memory.limit_in_bytes')),
    memoryStat: table(memory('memory.stat')),
    processes: Number(reader(id, 'pids')('pids.current')),
    bytesRead: sum(io, / Read (\d+)/g),
    bytesWritten: sum(io, / Write (\d+)/g),
  };
}

/** admin-guide/cgroup-v2.rst, "Core Interface Files" */
function version2(id: string) {
  const read = reader(id);
  const cpu = table(read('cpu.stat'));
  const io = read('io.stat');
  return {
    cpu: (cpu.usage_usec ?? 0) * 1000,
    cpuUser: (cpu.user_usec ?? 0) * 1000,
    cpuSystem: (cpu.system_usec ?? 0) * 1000,
    memory: Number(read('memory.current')),
    memoryLimit: bound(read('memory.max')),
    memoryStat: table(read('memory.stat')),
    processes: Number(read('pids.current')),
    bytesRead: sum(io, / rbytes=(\d+)/g),
    bytesWritten: sum(io, / wbytes=(\d+)/g),
  };
}

/** A file of the container's cgroup in the hierarchy of a controller; in that of version 2 without. Empty where no such controller is. */
function reader(id: string, controller?: string): Read {
  const hierarchy = hostHierarchies().find((h) =>
    controller ? h.controllers.includes(controller) : h.version === 2,
  );
  return (file) => (hierarchy ? readFileSync(join(directoryOf(hierarchy, id), file), 'utf8') : '');
}

/** USER_HZ is 100 on every architecture that Node runs on. */
const tickNs = 10_000_000;

/** /proc/stat, first line: ticks of all processors, idle ones included. */
function hostUsage() {
  const [, ...ticks] = (readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? '').split(/\s+/);
  const hostCpu = ticks.slice(0, 8).reduce((total, each) => total + Number(each), 0) * tickNs;
  return { hostCpu, processors: availableParallelism() };
}

const table = (text: string): Record<string, number> =>
  Object.fromEntries(
    text
      .split('\n')
      .map((line) => line.split(' '))
      .map(([name = '', value]) => [name, Number(value)] as const)
      .filter(([name]) => name !== ''),
  );

const sum = (text: string, expression: RegExp): number =>
  [...text.matchAll(expression)].reduce((total, [, value]) => total + Number(value), 0);

/** `max`, or more than there is: the host's memory is the limit. */
const bound = (text: string): number => Math.min(Number(text.trim()) || totalmem(), totalmem());
