/** What is mounted in a container beside its root and the kernel's own file systems: from request to steps of the plan. */
import type { Step } from './step';

export type Mount = BindMount | TmpfsMount;

export interface BindMount {
  readonly kind: 'bind';
  /** On the host. */
  readonly source: string;
  /** Inside the container, resolved inside the root. */
  readonly target: string;
  readonly readOnly: boolean;
  /** Absent: with all that is mounted below the source, and apart from what is mounted later. */
  readonly recursive?: boolean;
  readonly propagation?: Propagation;
}

/** mount_namespaces(7). */
export const propagations = ['rprivate', 'private', 'rslave', 'slave', 'rshared', 'shared'] as const;
export type Propagation = (typeof propagations)[number];

export interface TmpfsMount {
  readonly kind: 'tmpfs';
  readonly target: string;
  /** As mount(8) has them: flags, and options of the file system. */
  readonly options: readonly string[];
}

const flags = ['ro', 'rw', 'nosuid', 'nodev', 'noexec', 'strictatime'];
/** What is taken back when it is asked for. */
const opposites: Readonly<Record<string, string>> = { suid: 'nosuid', dev: 'nodev', exec: 'noexec' };
/** What can be said of a tmpfs: tmpfs(5). */
const tmpfsOptions = /^(size|nr_blocks|nr_inodes|mode|uid|gid|mpol)=[^,]+$/;

/** Whether a word can stand among the options of a tmpfs. */
export const isTmpfsOption = (word: string): boolean =>
  flags.includes(word) || Object.hasOwn(opposites, word) || tmpfsOptions.test(word);

/** Sources that share events with the host are taken before the container's mounts are cut off from it. */
export const sharedSources = (mounts: readonly Mount[]): Step[] =>
  outermostFirst(mounts)
    .filter(isLinked)
    .map(
      ({ source, recursive }): Step => ['take-tree', source, recursive === false ? 'single' : 'recursive'],
    );

/**
 * Outermost first, so that none covers another.
 * Clauses: ROOT-5, ROOT-8, ROOT-23 … ROOT-36, SEC-7, SEC-17, SEC-18.
 */
export const mountSteps = (mounts: readonly Mount[]): Step[] => outermostFirst(mounts).map(step);

function step(mount: Mount): Step {
  if (mount.kind === 'tmpfs') return tmpfsStep(mount);
  const { source, target, recursive, propagation } = mount;
  const mode = mount.readOnly ? 'ro' : 'rw';
  if (isLinked(mount))
    return ['place-tree', target, mode, propagation?.endsWith('slave') ? 'slave' : 'shared'];
  return ['bind', source, target, mode, recursive === false ? 'single' : 'recursive'];
}

const isLinked = (mount: Mount): mount is BindMount =>
  mount.kind === 'bind' && !(mount.propagation ?? 'private').endsWith('private');

function tmpfsStep({ target, options }: TmpfsMount): Step {
  const taken = options.flatMap((word) => opposites[word] ?? []);
  const asked = ['nosuid', 'nodev', 'noexec', ...options].filter((word) => flags.includes(word));
  const data = options.filter((word) => tmpfsOptions.test(word));
  return ['tmpfs', target, asked.filter((word) => !taken.includes(word)).join(','), data.join(',')];
}

export const outermostFirst = (mounts: readonly Mount[]): Mount[] =>
  [...mounts].sort((a, b) => depth(a.target) - depth(b.target));

const depth = (target: string): number => target.split('/').filter((part) => part !== '').length;
