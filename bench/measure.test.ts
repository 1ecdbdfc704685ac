import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measure, median } from './measure';
import { compare } from './targets';

test('the median is the middle, or between the two in the middle', () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([4, 1, 3, 2]), 2.5);
  assert.ok(Number.isNaN(median([])));
});

test('each subject is measured once per round, and the first round does not count', async () => {
  const order: string[] = [];
  const subject = (name: string) => ({ name, run: async () => void order.push(name) });
  const figures = await measure(['a', 'b', 'c'].map(subject), 2, () => {});
  const rounds = order.join('').match(/.{3}/g) ?? [];
  assert.deepEqual(
    rounds.map((round) => [...round].sort().join('')),
    ['abc', 'abc', 'abc'],
  );
  assert.deepEqual(
    figures.map(({ name, rounds }) => [name, rounds]),
    [
      ['a', 2],
      ['b', 2],
      ['c', 2],
    ],
  );
});

test('a subject that fails ends the measurement', async () => {
  const broken = { name: 'broken', run: () => Promise.reject(new Error('no')) };
  await assert.rejects(
    measure([broken], 1, () => {}),
    /no/,
  );
});

test('targets are met or missed by what was measured, and absent without a figure', () => {
  const figure = (name: string, medianMs: number) => ({ name, rounds: 1, medianMs, minMs: 0, maxMs: 0 });
  const [docker, node, ...rest] = compare(
    [figure('scr run --rm', 80), figure('docker run --rm', 400), figure('node -e 0', 40)],
    undefined,
  );
  assert.deepEqual([docker?.measured, docker?.met], [0.2, true]);
  assert.deepEqual([node?.measured, node?.met], [2, false]);
  assert.deepEqual(rest, []);
});
