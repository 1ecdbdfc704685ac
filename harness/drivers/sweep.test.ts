import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Outcome } from './outcome';
import { type Sweepable, sweep } from './sweep';

const exchange = { operation: '', asked: [], status: 0, stdout: '', stderr: 'busy', durationMs: 0 };
const answer = <T>(value: T): Promise<Outcome<T>> => Promise.resolve({ kind: 'answer', value, exchange });
const refusal = (category: 'conflict' | 'not-found'): Promise<Outcome<never>> =>
  Promise.resolve({ kind: 'refusal', category, exchange });

/** A runtime as a table: what it holds, and what it says to each removal. */
function runtime(removals: Record<string, () => Promise<Outcome<void>>>, removed: string[]): Sweepable {
  const say = (id: string) => {
    removed.push(id);
    return removals[id]?.() ?? answer(undefined);
  };
  return {
    list: () =>
      answer([
        { id: 'c1', names: ['conform-r1-a'] },
        { id: 'c2', names: ['mine'] },
        { id: 'c3', names: ['odd'] },
      ]),
    listImages: () =>
      answer([
        { id: 'i1', names: ['localhost/conform-r1-base:latest'] },
        { id: 'i2', names: ['conform-r1-x:1'] },
        { id: 'i3', names: ['conform-r11-base'] },
      ]),
    containersOfRun: () => answer(['c3']),
    imagesOfRun: () => answer(['i1', 'i4']),
    volumes: { list: () => answer(['conform-r1-v', 'yours']), remove: say },
    volumesOfRun: () => answer(['v2']),
    networksOfRun: () => answer(['n1']),
    removeNetwork: say,
    remove: say,
    removeImage: say,
    sweepImage: say,
  };
}

test('removes what has the name or the label of the run, and nothing else', async () => {
  const removed: string[] = [];
  const swept = await sweep(runtime({}, removed), 'r1', ['conform-r1-base']);
  assert.deepEqual(removed.sort(), ['c1', 'c3', 'conform-r1-v', 'i1', 'i2', 'i4', 'n1', 'v2']);
  assert.deepEqual(swept.leaks, [
    'container conform-r1-a',
    'container odd',
    'network n1',
    'volume v2',
    'volume conform-r1-v',
    'image conform-r1-x:1',
    'image i4',
  ]);
  assert.deepEqual(swept.left, []);
});

test('a parent goes after its child; what does not go or does not answer is told', async () => {
  let tries = 0;
  const removals = {
    i1: () => (tries++ === 0 ? refusal('conflict') : answer(undefined)),
    i2: () => refusal('conflict'),
    c1: () => Promise.reject(new Error('no answer')),
    c3: () => refusal('not-found'),
  };
  const { left } = await sweep(runtime(removals, []), 'r1');
  assert.deepEqual(left, ['container conform-r1-a: no answer', 'image conform-r1-x:1: busy']);
});
