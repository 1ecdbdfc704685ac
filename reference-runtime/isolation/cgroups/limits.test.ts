import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Limits } from '../launch-request';
import { settings, weight } from './limits';

const files = (limits: Limits, version: 1 | 2) =>
  settings(limits, version).map(({ file, value }) => `${file}=${value}`);

test('nothing asked, nothing written', () => {
  for (const version of [1, 2] as const) assert.deepEqual(files({}, version), []);
});

test('memory: swap is bounded to the same amount again unless something is said', () => {
  assert.deepEqual(files({ memory: 100 }, 1), [
    'memory.limit_in_bytes=100',
    'memory.memsw.limit_in_bytes=200',
  ]);
  assert.deepEqual(files({ memory: 100 }, 2), ['memory.max=100', 'memory.swap.max=100']);
  assert.deepEqual(files({ memory: 100, memorySwap: 100 }, 1), [
    'memory.limit_in_bytes=100',
    'memory.memsw.limit_in_bytes=100',
  ]);
  assert.deepEqual(files({ memory: 100, memorySwap: 100 }, 2), ['memory.max=100', 'memory.swap.max=0']);
  assert.deepEqual(files({ memory: 100, memorySwap: -1 }, 1)[1], 'memory.memsw.limit_in_bytes=-1');
  assert.deepEqual(files({ memory: 100, memorySwap: -1 }, 2)[1], 'memory.swap.max=max');
});

test('processors', () => {
  assert.deepEqual(files({ cpuQuota: 50_000, cpuPeriod: 100_000 }, 1), [
    'cpu.cfs_period_us=100000',
    'cpu.cfs_quota_us=50000',
  ]);
  assert.deepEqual(files({ cpuQuota: 50_000 }, 2), ['cpu.max=50000 100000']);
  assert.deepEqual(files({ cpuShares: 1024, cpusetCpus: '0-1' }, 2), ['cpu.weight=39', 'cpuset.cpus=0-1']);
});

test('processes', () => {
  assert.deepEqual(files({ pids: 5 }, 1), ['pids.max=5']);
  assert.deepEqual(files({ pids: -1 }, 2), ['pids.max=max']);
});

test('shares become weights, end to end', () => {
  assert.deepEqual([0, 2, 1024, 262_144, 1e9].map(weight), [1, 1, 39, 10_000, 10_000]);
});
