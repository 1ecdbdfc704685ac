/** A rule of the device cgroup: what a container may make nodes of, read and write. */
export interface DeviceRule {
  readonly type: 'b' | 'c';
  /** `undefined` means every number. */
  readonly major: number | undefined;
  readonly minor: number | undefined;
  /** Of `r`, `w`, `m` (mknod). */
  readonly access: string;
}

/** A device of the host that is made inside the container. */
export interface DeviceNode {
  readonly path: string;
  readonly type: 'b' | 'c';
  readonly major: number;
  readonly minor: number;
  /** Permissions. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Of `r`, `w`, `m`. */
  readonly access: string;
}

/**
 * Character devices that every container's /dev has: name, major, minor (Documentation/admin-guide/devices.txt).
 * Clauses: ROOT-6, ROOT-9, SEC-36.
 */
export const standardDevices = [
  ['null', 1, 3],
  ['zero', 1, 5],
  ['full', 1, 7],
  ['random', 1, 8],
  ['urandom', 1, 9],
  ['tty', 5, 0],
] as const;

const use = (major: number, minor: number | undefined): DeviceRule => ({
  type: 'c',
  major,
  minor,
  access: 'rwm',
});
const make = (type: 'b' | 'c'): DeviceRule => ({ type, major: undefined, minor: undefined, access: 'm' });

/**
 * Everything else is denied. Nodes of any kind may be made (archives are full of them) but not opened.
 * Clauses: SEC-6, SEC-35.
 */
export const allowedDevices: readonly DeviceRule[] = [
  ...standardDevices.map(([, major, minor]) => use(major, minor)),
  use(5, 1), // console
  use(5, 2), // ptmx
  use(136, undefined), // pts
  make('c'),
  make('b'),
];
