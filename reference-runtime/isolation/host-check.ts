import { readFileSync } from 'node:fs';
import { release } from 'node:os';
import { hostHierarchies } from './cgroups/hierarchies';

/** The kernel of close_range(CLOSE_RANGE_CLOEXEC) and mount_setattr(2): Debian 12, Ubuntu 22.04, RHEL 9 have newer ones. */
const oldestKernel = [5, 12] as const;

/**
 * What keeps containers from running on this host, one sentence each, saying what to do; empty when nothing does.
 */
export async function checkHost(): Promise<string[]> {
  if (process.platform !== 'linux') {
    return [
      `this is ${process.platform}, but containers are a feature of Linux: run the daemon on a Linux host or in a Linux VM`,
    ];
  }
  return [
    ...complain(process.getuid?.() !== 0, 'the daemon does not run as root: start it with sudo'),
    ...complain(
      olderThan(release(), oldestKernel),
      `Linux ${release()} is too old: Linux ${oldestKernel.join('.')} or newer is needed`,
    ),
    ...complain(
      !lists('/proc/filesystems', 'overlay'),
      "the kernel has no overlayfs: load it with 'modprobe overlay', or enable CONFIG_OVERLAY_FS",
    ),
    ...complain(
      hostHierarchies().length === 0,
      "no cgroup hierarchy is mounted: 'mount -t cgroup2 none /sys/fs/cgroup' mounts one",
    ),
  ];
}

const complain = (bad: boolean, sentence: string): string[] => (bad ? [sentence] : []);

const lists = (file: string, word: string): boolean => readFileSync(file, 'utf8').split(/\s+/).includes(word);

/** Compares the first two numbers of a kernel release such as `6.1.0-13-amd64`; what follows them is free text. */
export function olderThan(kernel: string, [major, minor]: readonly [number, number]): boolean {
  const [, theirMajor = '0', theirMinor = '0'] = /^(\d+)\.(\d+)/.exec(kernel) ?? [];
  return Number(theirMajor) !== major ? Number(theirMajor) < major : Number(theirMinor) < minor;
}
