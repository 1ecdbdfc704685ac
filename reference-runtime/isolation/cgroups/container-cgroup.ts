import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { DeviceRule } from '../devices';
import type { Limits } from '../launch-request';
import { LaunchError } from '../monitored';
import { thaw } from './freezer';
import { directoryOf, type Hierarchy, hostHierarchies } from './hierarchies';
import { settings } from './limits';

/** The cgroups of one container: one directory in every hierarchy of the host. */
export interface ContainerCgroup {
  readonly directories: readonly string[];
  /** The file whose line `oom_kill N` counts processes killed for want of memory. */
  readonly oomCounter: string | undefined;
  /** On version 2, where a program filters access to devices instead of a file: the directory to attach it to. */
  readonly deviceFilterAt: string | undefined;
}

/**
 * Makes the cgroups and sets the limits; leaves nothing behind when it throws LaunchError.
 * Clauses: LIMIT-1, LIMIT-4, LIMIT-5, LIMIT-7, LIMIT-8, LIMIT-18.
 */
export function createCgroup(
  id: string,
  limits: Limits,
  devices: readonly DeviceRule[] | 'all',
): ContainerCgroup {
  const hierarchies = hostHierarchies();
  const made: string[] = [];
  try {
    for (const hierarchy of hierarchies) made.push(prepare(hierarchy, directoryOf(hierarchy, id)));
    for (const version of [1, 2] as const) apply(id, limits, hierarchies, version);
    if (devices !== 'all') restrictDevices(hierarchies, id, devices);
  } catch (error) {
    for (const directory of made) tryRemove(directory);
    throw error instanceof LaunchError ? error : asLaunchError(error);
  }
  const memory = hierarchies.find((h) => h.controllers.includes('memory'));
  const unified = hierarchies.find((h) => h.version === 2);
  return {
    directories: hierarchies.map((h) => directoryOf(h, id)),
    oomCounter:
      memory && join(directoryOf(memory, id), memory.version === 1 ? 'memory.oom_control' : 'memory.events'),
    deviceFilterAt:
      unified && devices !== 'all' && !hasVersion1(hierarchies, 'devices')
        ? directoryOf(unified, id)
        : undefined,
  };
}

/**
 * Removes the container's cgroups. Processes that are still in them (the monitor was killed, or the container divided its
 * cgroup) are killed first. Rejects when they do not go within ten seconds.
 * Clauses: LIMIT-28.
 */
export async function removeCgroup(id: string): Promise<void> {
  const directories = hostHierarchies().map((h) => directoryOf(h, id));
  const deadline = Date.now() + 10_000;
  // Version 1 has no event for "the last process is gone"; a killed process needs a moment, so it is asked again.
  for (
    let left = directories.filter((d) => !tryRemove(d));
    left.length > 0;
    left = left.filter((d) => !tryRemove(d))
  ) {
    for (const pid of left.flatMap(processesBelow)) kill(pid);
    thaw(id); // a frozen process of version 1 does not even die
    if (Date.now() > deadline)
      throw new Error(`cannot remove ${left.join(', ')}: processes in it do not end`);
    await delay(5);
  }
}

function prepare(hierarchy: Hierarchy, directory: string): string {
  if (hierarchy.version === 2) enableControllers(hierarchy);
  try {
    mkdirSync(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    rmdirSync(directory); // empty: a killed daemon did not finish a launch; in use: refused with EBUSY
    mkdirSync(directory);
  }
  if (hierarchy.version === 1 && hierarchy.controllers.includes('cpuset')) {
    inheritCpuset(hierarchy, directory);
  }
  return directory;
}

/** A version 1 cpuset is born empty and takes no process until it has processors and memory nodes. */
function inheritCpuset(hierarchy: Hierarchy, directory: string): void {
  for (const file of ['cpuset.cpus', 'cpuset.mems']) {
    writeFileSync(join(directory, file), readFileSync(join(hierarchy.mountPoint, file)));
  }
}

/** Controllers reach a cgroup only when its parent passes them on (cgroup-v2.rst, "Enabling and Disabling"). */
function enableControllers({ mountPoint, controllers }: Hierarchy): void {
  const file = join(mountPoint, 'cgroup.subtree_control');
  const enabled = new Set(readFileSync(file, 'utf8').trim().split(' '));
  for (const controller of controllers.filter((c) => !enabled.has(c))) {
    try {
      writeFileSync(file, `+${controller}`);
    } catch {
      // What a parent keeps for itself (cpu with realtime processes, EBUSY in a container) fails when a limit needs it.
    }
  }
}

/**
 * Sets other limits for a container that runs. Throws LaunchError when the kernel refuses one, and then all are as before. Version 1
 * wants the bound of memory with swap to be no less than that of memory at any moment: so what grows is written last to first.
 */
export function changeLimits(id: string, before: Limits, after: Limits): void {
  const bound = ({ memory }: Limits): number => memory || Number.POSITIVE_INFINITY;
  const order = bound(after) > bound(before) ? 'last first' : 'first first';
  const hierarchies = hostHierarchies();
  const undo: (() => void)[] = [];
  const keep = (path: string): void => {
    const value = readFileSync(path, 'utf8');
    undo.unshift(() => writeFileSync(path, value));
  };
  try {
    for (const version of [1, 2] as const) apply(id, after, hierarchies, version, { order, keep });
  } catch (error) {
    for (const each of undo) each();
    throw error;
  }
}

/** Numbers on the host of all processes of a container. */
export function processesOf(id: string): number[] {
  const [hierarchy] = hostHierarchies();
  return hierarchy ? processesBelow(directoryOf(hierarchy, id)) : [];
}

function apply(
  id: string,
  limits: Limits,
  hierarchies: readonly Hierarchy[],
  version: 1 | 2,
  { order, keep }: { order?: 'first first' | 'last first'; keep?: (path: string) => void } = {},
): void {
  const all = settings(limits, version);
  for (const setting of order === 'last first' ? all.reverse() : all) {
    const { controller, file, value, optional, instead } = setting;
    const hierarchy = hierarchies.find((h) => h.controllers.some((name) => sameController(name, controller)));
    if (!hierarchy) throw new LaunchError('cgroup', 'ENOSYS', missing(controller, file));
    if (hierarchy.version !== version) continue;
    const first = join(directoryOf(hierarchy, id), file);
    const path = instead && !existsSync(first) ? join(directoryOf(hierarchy, id), instead) : first;
    if (optional && !existsSync(path)) continue;
    keep?.(path);
    set(path, value);
  }
}

/** Version 2 has a new name for one of them. */
const sameController = (one: string, other: string): boolean =>
  one === other || ['blkio', 'io'].every((name) => [one, other].includes(name));

/** What the kernel says to a write names neither the file nor the value. */
function set(file: string, value: string): void {
  try {
    writeFileSync(file, value);
  } catch (error) {
    const { code = 'EIO' } = error as NodeJS.ErrnoException;
    throw new LaunchError(
      'cgroup',
      code,
      `this host refuses '${value}' for ${file}: ask for less, or for none`,
    );
  }
}

const missing = (controller: string, file: string) =>
  `the limit ${file} needs the cgroup controller '${controller}', which is not mounted on this host: mount it or drop the limit`;

function restrictDevices(
  hierarchies: readonly Hierarchy[],
  id: string,
  devices: readonly DeviceRule[],
): void {
  const hierarchy = hierarchies.find((h) => h.version === 1 && h.controllers.includes('devices'));
  if (!hierarchy) return;
  const directory = directoryOf(hierarchy, id);
  writeFileSync(join(directory, 'devices.deny'), 'a');
  for (const { type, major = '*', minor = '*', access } of devices) {
    writeFileSync(join(directory, 'devices.allow'), `${type} ${major}:${minor} ${access}`);
  }
}

const hasVersion1 = (hierarchies: readonly Hierarchy[], controller: string) =>
  hierarchies.some((h) => h.version === 1 && h.controllers.includes(controller));

/** True when the directory is gone. */
function tryRemove(directory: string): boolean {
  try {
    for (const child of existsSync(directory) ? subdirectories(directory) : []) tryRemove(child);
    rmdirSync(directory);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT';
  }
}

const subdirectories = (directory: string): string[] =>
  readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(directory, entry.name));

function processesBelow(directory: string): number[] {
  if (!existsSync(directory)) return [];
  const own = readFileSync(join(directory, 'cgroup.procs'), 'utf8').split('\n').filter(Boolean).map(Number);
  return [...own, ...subdirectories(directory).flatMap(processesBelow)];
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself meanwhile.
  }
}

function asLaunchError(error: unknown): LaunchError {
  const { code = 'EIO', path = '', message } = error as NodeJS.ErrnoException;
  const hint = code === 'EBUSY' ? 'a container of this identifier still runs' : message;
  return new LaunchError('cgroup', code, `cannot set up the cgroup ${basename(path)} (${path}): ${hint}`);
}
