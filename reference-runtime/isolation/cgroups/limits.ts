import type { Limits } from '../launch-request';

/** One value for one file of a controller. */
export interface Setting {
  readonly controller: string;
  readonly file: string;
  readonly value: string;
  /** Left out where the kernel does not have the file, e.g. without swap accounting. */
  readonly optional?: boolean;
  /** Its name where the kernel does not have the file. */
  readonly instead?: string;
}

/**
 * What to write so that a fresh cgroup keeps the limits, in order (Documentation/admin-guide/cgroup-v1 and cgroup-v2.rst).
 * Clauses: LIMIT-16, LIMIT-20, LIMIT-21.
 */
export const settings = (limits: Limits, version: 1 | 2): Setting[] =>
  version === 1 ? version1(limits) : version2(limits);

const unlimited = (value: number) => value < 0;

/** Memory and swap together: twice the memory when nothing is said, Docker's default since 2013. */
const memoryAndSwap = ({ memory, memorySwap }: Limits) => memorySwap || 2 * (memory ?? 0);

function version1(limits: Limits): Setting[] {
  const { memory, pids, cpuShares, cpuQuota, cpuPeriod, cpusetCpus, cpusetMems } = limits;
  const { memoryReservation, memorySwappiness, waitForMemory, blockWeight } = limits;
  const both = memoryAndSwap(limits);
  return [
    ...setting('memory', 'memory.limit_in_bytes', memory || undefined),
    ...setting('memory', 'memory.memsw.limit_in_bytes', memory ? both : undefined, true),
    ...setting('memory', 'memory.soft_limit_in_bytes', memoryReservation),
    ...setting('memory', 'memory.swappiness', memorySwappiness),
    ...setting('memory', 'memory.oom_control', waitForMemory ? 1 : undefined),
    ...setting('pids', 'pids.max', pids ? (unlimited(pids) ? 'max' : pids) : undefined),
    ...setting('cpu', 'cpu.shares', cpuShares || undefined),
    ...setting('cpu', 'cpu.cfs_period_us', cpuPeriod || undefined),
    ...setting('cpu', 'cpu.cfs_quota_us', cpuQuota || undefined),
    ...setting('cpuset', 'cpuset.cpus', cpusetCpus || undefined),
    ...setting('cpuset', 'cpuset.mems', cpusetMems || undefined),
    ...either(setting('blkio', 'blkio.bfq.weight', blockWeight), 'blkio.weight'),
  ];
}

function version2(limits: Limits): Setting[] {
  const { memory, pids, cpuShares, cpuQuota, cpuPeriod, cpusetCpus, cpusetMems } = limits;
  const { memoryReservation, waitForMemory, blockWeight } = limits;
  const swap = memoryAndSwap(limits) - (memory ?? 0);
  return [
    ...setting('memory', 'memory.max', memory || undefined),
    ...setting('memory', 'memory.swap.max', memory ? (swap < 0 ? 'max' : swap) : undefined, true),
    ...setting('memory', 'memory.low', memoryReservation),
    ...setting('memory', 'memory.oom_control', waitForMemory ? 1 : undefined), // it has none: refused by name
    ...setting('pids', 'pids.max', pids ? (unlimited(pids) ? 'max' : pids) : undefined),
    ...setting('cpu', 'cpu.weight', cpuShares ? weight(cpuShares) : undefined),
    ...setting(
      'cpu',
      'cpu.max',
      cpuQuota || cpuPeriod
        ? `${cpuQuota && cpuQuota > 0 ? cpuQuota : 'max'} ${cpuPeriod || 100_000}`
        : undefined,
    ),
    ...setting('cpuset', 'cpuset.cpus', cpusetCpus || undefined),
    ...setting('cpuset', 'cpuset.mems', cpusetMems || undefined),
    ...either(setting('io', 'io.bfq.weight', blockWeight), 'io.weight'),
  ];
}

/**
 * Shares 2–262144 onto weights 1–10000, the linear mapping that all engines use.
 * Clauses: LIMIT-19.
 */
export const weight = (shares: number): number =>
  Math.floor(1 + ((Math.min(Math.max(shares, 2), 262_144) - 2) * 9999) / 262_142);

const either = (settings: Setting[], instead: string): Setting[] =>
  settings.map((each) => ({ ...each, instead }));

const setting = (
  controller: string,
  file: string,
  value: number | string | undefined,
  optional = false,
): Setting[] => (value === undefined ? [] : [{ controller, file, value: String(value), optional }]);
