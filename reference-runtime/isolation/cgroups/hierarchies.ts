import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One mounted cgroup hierarchy. Version 2 has all its controllers in one; version 1 may have any grouping. */
export interface Hierarchy {
  readonly version: 1 | 2;
  readonly mountPoint: string;
  readonly controllers: readonly string[];
}

/**
 * The cgroup of a container, one level below the top: nothing is left to clean up but the directory itself, and on version 2 no process is in the way
 * of the rule that inner cgroups hold none.
 */
export const directoryOf = (hierarchy: Hierarchy, id: string): string =>
  join(hierarchy.mountPoint, `scr-${id}`);

/** Mount options of version 1 that name no controller (cgroups(7), "Mounting v1 controllers"). */
const notControllers = /^(rw|ro|xattr|noprefix|clone_children|cpuset_v2_mode|name=.*|release_agent=.*)$/;

/**
 * The hierarchies in which a container gets a cgroup, from the text of /proc/self/mountinfo (proc_pid_mountinfo(5)).
 * A version 2 hierarchy without controllers beside version 1 (hybrid) bounds nothing and is left out, as are named ones.
 */
export function parseHierarchies(
  mountinfo: string,
  version2Controllers: (mountPoint: string) => readonly string[],
): Hierarchy[] {
  const found = mountinfo.split('\n').flatMap((line): Hierarchy[] => {
    const [before = '', after = ''] = line.split(' - ');
    const mountPoint = decodeOctal(before.split(' ')[4] ?? '');
    const [type, , options = ''] = after.split(' ');
    if (type === 'cgroup2') return [{ version: 2, mountPoint, controllers: version2Controllers(mountPoint) }];
    if (type !== 'cgroup') return [];
    return [
      { version: 1, mountPoint, controllers: options.split(',').filter((o) => !notControllers.test(o)) },
    ];
  });
  const pure = found.every((h) => h.version === 2);
  return uniqueByControllers(found.filter((h) => h.controllers.length > 0 || (pure && h.version === 2)));
}

/** This host's hierarchies; read once, because mounts of cgroups do not change under a running daemon. */
export function hostHierarchies(): readonly Hierarchy[] {
  cached ??= parseHierarchies(readFileSync('/proc/self/mountinfo', 'utf8'), (mountPoint) => {
    const file = join(mountPoint, 'cgroup.controllers');
    return existsSync(file) ? readFileSync(file, 'utf8').split(/\s+/).filter(Boolean) : [];
  });
  return cached;
}
let cached: readonly Hierarchy[] | undefined;

/** A hierarchy can be mounted more than once; the first place is as good as any. */
function uniqueByControllers(hierarchies: Hierarchy[]): Hierarchy[] {
  const key = (h: Hierarchy) => `${h.version}:${[...h.controllers].sort()}`;
  return hierarchies.filter((h, index) => hierarchies.findIndex((other) => key(other) === key(h)) === index);
}

/** Blanks and backslashes in mount points are written as three octal digits. */
const decodeOctal = (path: string): string =>
  path.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
