import assert from 'node:assert/strict';
import { test } from 'node:test';
import { limitsFrom } from './limits';

const mebibyte = 1024 * 1024;

test('nothing asked is nothing limited', () => {
  assert.deepEqual(limitsFrom({}), {});
  assert.deepEqual(
    limitsFrom({ memory: 0, memorySwap: 0, pids: 0, cpuShares: 0, nanoCpus: 0, cpusetCpus: '' }),
    {},
  );
  assert.deepEqual(limitsFrom({ pids: -1 }), {});
});

test('memory brings as much swap, unless told otherwise', () => {
  assert.deepEqual(limitsFrom({ memory: 64 * mebibyte }), {
    memory: 64 * mebibyte,
    memorySwap: 128 * mebibyte,
  });
  assert.deepEqual(limitsFrom({ memory: 64 * mebibyte, memorySwap: -1 }), {
    memory: 64 * mebibyte,
    memorySwap: -1,
  });
});

test('a number of processors is a quota', () => {
  assert.deepEqual(limitsFrom({ nanoCpus: 500_000_000 }), { cpuQuota: 50_000, cpuPeriod: 100_000 });
});

test('impossible limits are refused', () => {
  const wrong = [
    { memory: -1 },
    { memory: mebibyte },
    { memory: 64 * mebibyte, memorySwap: 32 * mebibyte },
    { memory: 64 * mebibyte, memorySwap: -2 },
    { memorySwap: 64 * mebibyte },
    { cpuShares: -1 },
    { nanoCpus: 1, cpuQuota: 1000 },
    { cpuQuota: 999 },
    { cpuPeriod: 999 },
    { cpusetCpus: '0-' },
  ];
  for (const each of wrong)
    assert.throws(() => limitsFrom(each), { category: 'invalid' }, JSON.stringify(each));
});
