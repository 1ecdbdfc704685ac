/** Limits, devices and kernel settings in HostConfig of "create a container". */
import { type AskedDevice, checkDevice } from '../engine/devices';
import { kernelSettings } from '../engine/kernel-settings';
import { type AskedLimits, limitsFrom } from '../engine/limits';
import type { Settings } from '../engine/record';
import { resourceLimits } from '../engine/resources';
import { RuntimeError } from '../errors';
import type { Fields } from './body';

const defaultShmSize = 64 * 1024 * 1024;

type HostSettings = Pick<
  Settings,
  | 'limits'
  | 'devices'
  | 'furtherGroups'
  | 'resourceLimits'
  | 'outOfMemoryScore'
  | 'kernelSettings'
  | 'shmSize'
>;

/** Throws RuntimeError `invalid` for what cannot be. */
export function hostSettings(host: Fields): HostSettings {
  return {
    limits: limitsFrom(askedLimits(host)),
    devices: host.list('Devices').map(device).map(checkDevice),
    furtherGroups: host.texts('GroupAdd') ?? [],
    resourceLimits: resourceLimits(
      host.list('Ulimits').map((one) => ({
        name: one.text('Name') ?? '',
        soft: one.integer('Soft') ?? 0,
        hard: one.integer('Hard') ?? 0,
      })),
    ),
    outOfMemoryScore: outOfMemoryScore(host.integer('OomScoreAdj')),
    kernelSettings: kernelSettings(host.textMap('Sysctls') ?? {}),
    shmSize: sharedMemory(host.integer('ShmSize')),
  };
}

export function askedLimits(host: Fields): AskedLimits {
  return {
    memory: host.integer('Memory'),
    memorySwap: host.integer('MemorySwap'),
    memoryReservation: host.integer('MemoryReservation'),
    memorySwappiness: host.integer('MemorySwappiness'),
    oomKillDisable: host.flag('OomKillDisable'),
    pids: host.integer('PidsLimit'),
    cpuShares: host.integer('CpuShares'),
    cpuQuota: host.integer('CpuQuota'),
    cpuPeriod: host.integer('CpuPeriod'),
    nanoCpus: host.integer('NanoCpus'),
    cpusetCpus: host.text('CpusetCpus'),
    cpusetMems: host.text('CpusetMems'),
    blockWeight: host.integer('BlkioWeight'),
  };
}

const device = (fields: Fields): AskedDevice => {
  const pathOnHost = fields.text('PathOnHost') ?? '';
  return {
    pathOnHost,
    pathInContainer: fields.text('PathInContainer') || pathOnHost,
    access: fields.text('CgroupPermissions') || 'rwm',
  };
};

/** 0 is what clients send who did not ask. */
function outOfMemoryScore(score: number | undefined): number | undefined {
  if (score === undefined || score === 0) return undefined;
  if (Math.abs(score) <= 1000) return score;
  throw new RuntimeError('invalid', `invalid out-of-memory score ${score}: it is from -1000 to 1000`);
}

function sharedMemory(size = 0): number {
  if (size >= 0) return size || defaultShmSize;
  throw new RuntimeError('invalid', `invalid size ${size} of /dev/shm: give a number of bytes`);
}
