/** Resource limits a caller may ask for. */
import { cpus } from 'node:os';
import { RuntimeError } from '../errors';
import type { Limits } from '../isolation/launch-request';

/** Below this not even init and a shell fit, and the kernel would kill the process before it began. */
const leastMemory = 6 * 1024 * 1024;
const defaultPeriod = 100_000;

export interface AskedLimits {
  /** Bytes; 0 or absent for none. */
  memory?: number;
  /** Memory and swap together in bytes; −1 for no bound; 0 or absent for twice the memory. */
  memorySwap?: number;
  pids?: number;
  cpuShares?: number;
  cpuQuota?: number;
  cpuPeriod?: number;
  /** Billionths of a processor: an alternative to quota and period. */
  nanoCpus?: number;
  cpusetCpus?: string;
  cpusetMems?: string;
  /** Bytes; 0 or absent for none. */
  memoryReservation?: number;
  /** Per cent; −1 or absent for what the host has. */
  memorySwappiness?: number;
  oomKillDisable?: boolean;
  /** 10 to 1000; 0 or absent for the usual. */
  blockWeight?: number;
}

/**
 * The limits that `asked` means. Throws RuntimeError `invalid` for sizes and shares that cannot be.
 * Clauses: LIMIT-17, LIMIT-22.
 */
export function limitsFrom(asked: AskedLimits): Limits {
  return {
    ...memoryLimits(asked),
    ...memoryBehaviour(asked),
    ...processorLimits(asked),
    ...(positive(asked.pids) && { pids: asked.pids }),
    ...blockLimits(asked),
  };
}

/** Clauses: LIMIT-11 … LIMIT-15. */
function memoryLimits({ memory = 0, memorySwap = 0 }: AskedLimits): Limits {
  if (memory < 0 || (memory > 0 && memory < leastMemory))
    throw invalid(`a memory limit of ${memory} bytes is not possible: the least is ${leastMemory} (6m)`);
  if (memory === 0) {
    if (memorySwap > 0) throw invalid('invalid swap limit: it needs a memory limit, too');
    return {};
  }
  if (memorySwap < -1 || (memorySwap > 0 && memorySwap < memory))
    throw invalid(
      `invalid swap limit: ${memorySwap} bytes for memory and swap together are less than the memory limit, ${memory}`,
    );
  return { memory, memorySwap: memorySwap === 0 ? 2 * memory : memorySwap };
}

function memoryBehaviour(asked: AskedLimits): Limits {
  const { memory = 0, memoryReservation = 0, memorySwappiness = -1, oomKillDisable } = asked;
  if (memoryReservation < 0 || (memory > 0 && memoryReservation > memory))
    throw invalid(
      `a memory reservation of ${memoryReservation} bytes is not possible: the limit is ${memory}`,
    );
  if (memorySwappiness < -1 || memorySwappiness > 100)
    throw invalid(`a swappiness of ${memorySwappiness} is not possible: it is from 0 to 100`);
  return {
    ...(memoryReservation > 0 && { memoryReservation }),
    ...(memorySwappiness >= 0 && { memorySwappiness }),
    ...(oomKillDisable && { waitForMemory: true }),
  };
}

function blockLimits({ blockWeight = 0 }: AskedLimits): Limits {
  if (blockWeight !== 0 && (blockWeight < 10 || blockWeight > 1000))
    throw invalid(`a block device weight of ${blockWeight} is not possible: it is from 10 to 1000`);
  return blockWeight ? { blockWeight } : {};
}

function processorLimits(asked: AskedLimits): Limits {
  const {
    cpuShares = 0,
    cpuQuota = 0,
    cpuPeriod = 0,
    nanoCpus = 0,
    cpusetCpus = '',
    cpusetMems = '',
  } = asked;
  // The kernel's least, sched_group_set_shares().
  if (cpuShares < 0 || cpuShares === 1) throw invalid(`${cpuShares} processor shares are not possible`);
  if (nanoCpus < 0 || nanoCpus > hostProcessors() * 1e9)
    throw invalid(`${nanoCpus / 1e9} processors are not possible: the host has ${hostProcessors()}`);
  if (nanoCpus > 0 && (cpuQuota || cpuPeriod))
    throw invalid('give a number of processors, or a quota and period, not both');
  // The kernel takes no quota under a millisecond and periods from 1 ms to 1 s: sched-bwc in its documentation.
  if (cpuQuota > 0 && cpuQuota < 1000)
    throw invalid(`a processor quota of ${cpuQuota} µs is under the least, 1000 µs`);
  if (cpuPeriod !== 0 && (cpuPeriod < 1000 || cpuPeriod > 1_000_000))
    throw invalid(`a processor period of ${cpuPeriod} µs is not between 1000 and 1000000 µs`);
  for (const list of [cpusetCpus, cpusetMems])
    if (list && !/^\d+(-\d+)?(,\d+(-\d+)?)*$/.test(list))
      throw invalid(`"${list}" is no list of processors or memory nodes: write it like 0,2-3`);
  if (cpusetCpus.split(/[,-]/).some((number) => Number(number) >= hostProcessors()))
    throw invalid(`invalid processors ${cpusetCpus}: the host has ${hostProcessors()}, from 0 on`);
  const quota = nanoCpus > 0 ? Math.max(1000, Math.round((nanoCpus * defaultPeriod) / 1e9)) : cpuQuota;
  return {
    ...(cpuShares > 0 && { cpuShares }),
    ...(quota > 0 && { cpuQuota: quota, cpuPeriod: cpuPeriod || defaultPeriod }),
    ...(cpusetCpus && { cpusetCpus }),
    ...(cpusetMems && { cpusetMems }),
  };
}

/** All that the host has, also those that this daemon may not use itself. */
const hostProcessors = (): number => cpus().length;

const positive = (value: number | undefined): value is number => value !== undefined && value > 0;
const invalid = (message: string): RuntimeError => new RuntimeError('invalid', message);
