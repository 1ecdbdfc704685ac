/** What a daemon of the reference runtime may have left on the host. Read from the kernel, not from the daemon. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';

/** Processes that name something in the root in their command line: the daemon, and the monitor of each running container. */
export const processesOf = (root: string): { pid: number; command: string }[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map((name) => ({
      pid: Number(name),
      command: readOrEmpty(`/proc/${name}/cmdline`).replaceAll('\0', ' ').trim(),
    }))
    .filter(({ command }) => command.includes(`${root}/`));

/** The bridge of a daemon is named after its root: reference-runtime/engine/open-engine.ts. */
export const bridgeOf = (root: string): string =>
  `scr-${createHash('sha256')
    .update(realpathSync(path.join(root, 'root')))
    .digest('hex')
    .slice(0, 8)}`;

/** Processes, mounts, cgroups and network devices of a daemon that has ended, each in words. */
export function tracesOf(root: string): string[] {
  const records = namesIn(path.join(root, 'root/containers'));
  return [
    ...processesOf(root).map(({ pid, command }) => `process ${pid} still runs: ${command}`),
    ...mountsBelow(root).map((target) => `still mounted: ${target}`),
    ...records.flatMap((id) => cgroupsOf(id).map((directory) => `cgroup still there: ${directory}`)),
    ...(existsSync(path.join(root, 'root')) && existsSync(`/sys/class/net/${bridgeOf(root)}`)
      ? [`network device still there: ${bridgeOf(root)}`]
      : []),
  ];
}

const mountPoints = (): { target: string; type: string }[] =>
  readOrEmpty('/proc/self/mountinfo')
    .split('\n')
    .filter(Boolean)
    .map((line) => ({ target: line.split(' ')[4] ?? '', type: line.split(' - ')[1]?.split(' ')[0] ?? '' }));

export const mountsBelow = (root: string): string[] =>
  mountPoints()
    .map(({ target }) => target)
    .filter((target) => target.startsWith(`${root}/`));

/** One directory in every hierarchy, named after the container. */
const cgroupsOf = (id: string): string[] =>
  mountPoints()
    .filter(({ type }) => type === 'cgroup' || type === 'cgroup2')
    .map(({ target }) => path.join(target, `scr-${id}`))
    .filter((directory) => existsSync(directory));

function namesIn(directory: string): string[] {
  return existsSync(directory) ? readdirSync(directory) : [];
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // a process that has ended meanwhile
  }
}
