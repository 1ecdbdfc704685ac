import { readFileSync } from 'node:fs';
import os from 'node:os';
import type { HostFacts } from '../run-context';

/** What this host is, for the report and for clauses that depend on it. */
export function hostFacts(): HostFacts {
  return {
    kernel: os.release(),
    arch: os.machine(),
    cgroup: cgroupVersion(readFileSync('/proc/self/mountinfo', 'utf8')),
    rootless: process.getuid?.() !== 0,
  };
}

/** From proc_pid_mountinfo(5): the file system type is the first field after the dash. */
export function cgroupVersion(mountinfo: string): HostFacts['cgroup'] {
  const types = new Set(mountinfo.split('\n').map((line) => line.split(' - ')[1]?.split(' ')[0]));
  if (types.has('cgroup')) return types.has('cgroup2') ? 'hybrid' : 'v1';
  return types.has('cgroup2') ? 'v2' : 'none';
}
