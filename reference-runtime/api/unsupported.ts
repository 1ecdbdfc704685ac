/** What Docker's clients may ask of a new container and this runtime cannot do. Saying no beats pretending. */
import { RuntimeError } from '../errors';
import type { Fields } from './body';

type Harmless = (value: unknown) => boolean;

const oneOf =
  (...values: unknown[]): Harmless =>
  (value) =>
    values.includes(value);
const nothing: Harmless = (value) =>
  !value || (typeof value === 'object' && Object.keys(value).length === 0) || value === -1;

/** Fields of HostConfig, the values that ask for nothing, and what the others ask for. */
const hostConfig: readonly (readonly [field: string, harmless: Harmless, what: string])[] = [
  ['Links', nothing, 'links'],
  ['VolumeDriver', oneOf('', 'local'), 'volume drivers'],
  ['DeviceRequests', nothing, 'device requests'],
  ['UsernsMode', oneOf(''), 'user namespaces'],
  ['CgroupnsMode', oneOf('', 'private'), 'sharing the cgroup namespace'],
  ['CgroupParent', nothing, 'a cgroup parent'],
  ['KernelMemory', nothing, 'kernel memory limits'],
  ['CpuRealtimePeriod', nothing, 'real-time scheduling'],
  ['CpuRealtimeRuntime', nothing, 'real-time scheduling'],
  ['BlkioWeightDevice', nothing, 'block device weights'],
  ['BlkioDeviceReadBps', nothing, 'block device limits'],
  ['BlkioDeviceWriteBps', nothing, 'block device limits'],
  ['BlkioDeviceReadIOps', nothing, 'block device limits'],
  ['BlkioDeviceWriteIOps', nothing, 'block device limits'],
  ['StorageOpt', nothing, 'storage options'],
];

/** Throws RuntimeError `not-implemented` that names the first thing asked for that this runtime cannot do. */
export function refuseUnsupported(body: Fields): void {
  const host = body.fields('HostConfig');
  refuseFields(host);
  const log = host.fields('LogConfig').text('Type') ?? '';
  if (!['', 'json-file'].includes(log)) throw unsupported(`the log driver "${log}"`, 'HostConfig.LogConfig');
}

/** The same for an object with fields of HostConfig. */
export function refuseFields(host: Fields): void {
  for (const [field, harmless, what] of hostConfig) {
    const value = host.raw(field);
    if (value !== undefined && value !== null && !harmless(value))
      throw unsupported(what, `HostConfig.${field}`);
  }
}

export function unsupported(what: string, field: string): RuntimeError {
  return new RuntimeError('not-implemented', `${what} is not supported by this runtime (field ${field})`);
}
