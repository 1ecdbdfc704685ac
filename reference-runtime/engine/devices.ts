/** Devices of the host that a container is given. */
import { readdirSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { RuntimeError } from '../errors';
import type { DeviceNode, DeviceRule } from '../isolation/devices';

export interface AskedDevice {
  readonly pathOnHost: string;
  readonly pathInContainer: string;
  /** Of `r`, `w`, `m`. */
  readonly access: string;
}

/** Throws RuntimeError `invalid` for paths that are not absolute and for letters that mean no access. */
export function checkDevice(asked: AskedDevice): AskedDevice {
  const { pathOnHost, pathInContainer, access } = asked;
  if (!pathOnHost.startsWith('/') || !/^\/.*[^/]$/.test(pathInContainer))
    throw new RuntimeError(
      'invalid',
      `invalid device ${pathOnHost}: write it like /dev/host[:/dev/inside[:rwm]]`,
    );
  if (!/^[rwm]{1,3}$/.test(access))
    throw new RuntimeError(
      'invalid',
      `invalid access "${access}" to ${pathOnHost}: it is made of r, w and m`,
    );
  return asked;
}

/**
 * `c 10:229 rwm`; `a` stands for both kinds, `*` for every number. Throws RuntimeError `invalid`.
 * Clauses: SEC-37 … SEC-39.
 */
export function deviceRules(text: string): DeviceRule[] {
  const [, kind = '', major, minor, access = ''] =
    /^([abc]) (\d+|\*):(\d+|\*) ([rwm]{1,3})$/.exec(text) ?? [];
  if (!kind) throw new RuntimeError('invalid', `invalid device rule "${text}": write it like "c 10:229 rwm"`);
  const number = (digits: string | undefined) => (digits === '*' ? undefined : Number(digits));
  const types = kind === 'a' ? (['b', 'c'] as const) : [kind as 'b' | 'c'];
  return types.map((type) => ({ type, major: number(major), minor: number(minor), access }));
}

/** The nodes to make; a folder stands for all devices below it. Throws RuntimeError `invalid` when the host has no such device. */
export function deviceNodes(asked: readonly AskedDevice[]): DeviceNode[] {
  return asked.flatMap(({ pathOnHost, pathInContainer, access }) => {
    const status = statSync(pathOnHost, { throwIfNoEntry: false });
    const nodes = status?.isDirectory() ? below(pathOnHost, pathInContainer) : node(pathInContainer, status);
    if (nodes.length > 0) return nodes.map((each) => ({ ...each, access }));
    throw new RuntimeError(
      'invalid',
      `the device ${pathOnHost} is not possible: the host has none of this name`,
    );
  });
}

/** What a privileged container gets. Those of its own terminals, queues and shared memory it has already. */
export const allDevices = (): DeviceNode[] =>
  below('/dev', '/dev').filter(
    ({ path }) => !/^\/dev\/(pts\/|shm\/|mqueue\/|console$|ptmx$|tty$)/.test(path),
  );

function below(folder: string, inside: string): DeviceNode[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const [path, target] = [join(folder, entry.name), join(inside, entry.name)];
    if (entry.isDirectory()) return below(path, target);
    return entry.isSymbolicLink() ? [] : node(target, statSync(path, { throwIfNoEntry: false }));
  });
}

function node(path: string, status: Stats | undefined): DeviceNode[] {
  if (!status?.isCharacterDevice() && !status?.isBlockDevice()) return [];
  const { mode, uid, gid, rdev } = status;
  return [
    {
      path,
      type: status.isBlockDevice() ? 'b' : 'c',
      // makedev(3): the upper half of both numbers is zero everywhere but on file systems of other kernels.
      major: (rdev >>> 8) & 0xfff,
      minor: (rdev & 0xff) | ((rdev >>> 12) & 0xfff00),
      mode: mode & 0o777,
      uid,
      gid,
      access: 'rwm',
    },
  ];
}
