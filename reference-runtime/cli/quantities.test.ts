import assert from 'node:assert/strict';
import { test } from 'node:test';
import { humanSize, parseInteger, parseProcessors, parseSize, parseTime } from './quantities';

test('sizes are powers of 1024, in any case, with or without a final b', () => {
  const sizes = {
    '0': 0,
    '7': 7,
    '1b': 1,
    '1k': 1024,
    '2K': 2048,
    '3kb': 3072,
    '4KiB': 4096,
    '1.5m': 1_572_864,
    '2 MB': 2_097_152,
    '1g': 2 ** 30,
  };
  for (const [text, bytes] of Object.entries(sizes)) assert.equal(parseSize(text), bytes, text);
});

test('what is no size is refused', () => {
  for (const text of ['', 'hello', '-1', ' 32', '32bm', '1bb', '1  m', '0x10', '1e3', '.5m']) {
    assert.throws(() => parseSize(text), /invalid size/, text);
  }
  assert.equal(parseSize('-1', { unlimited: true }), -1);
});

test('whole numbers and processors', () => {
  assert.equal(parseInteger('-1'), -1);
  assert.throws(() => parseInteger('1.5'));
  assert.throws(() => parseInteger(''));
  assert.equal(parseProcessors('.5'), 500_000_000);
  assert.equal(parseProcessors('2'), 2_000_000_000);
  assert.throws(() => parseProcessors('two'));
});

test('times: as an engine prints them without losing a digit, dates, and spans before now', () => {
  assert.equal(parseTime('1700000000.123456789'), '1700000000.123456789');
  assert.equal(parseTime('2023-11-14T22:13:20Z'), '1700000000');
  assert.equal(parseTime('2023-11-14T22:13:20.123456789Z'), '1700000000.123456789');
  assert.equal(parseTime('1h1m0.5s', 10_000_000_000), '9996339.500');
  assert.throws(() => parseTime('yesterday'));
  assert.throws(() => parseTime('10m?'));
});

test('sizes for people have three digits', () => {
  assert.deepEqual([0, 999, 1000, 1_984_000, 25_300_000_000].map(humanSize), [
    '0B',
    '999B',
    '1kB',
    '1.98MB',
    '25.3GB',
  ]);
});
