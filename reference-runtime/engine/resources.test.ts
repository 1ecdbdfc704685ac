import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resourceLimits } from './resources';

test('names become the numbers of the kernel', () => {
  assert.deepEqual(resourceLimits([{ name: 'nofile', soft: 100, hard: 200 }]), [
    { resource: 7, name: 'nofile', soft: 100, hard: 200 },
  ]);
  assert.equal(resourceLimits([{ name: 'CORE', soft: 0, hard: -1 }])[0]?.resource, 4);
});

test('what no process can have is refused', () => {
  for (const wrong of [
    { name: 'nothing', soft: 1, hard: 1 },
    { name: 'nofile', soft: 300, hard: 200 },
    { name: 'nofile', soft: -1, hard: 200 },
  ])
    assert.throws(() => resourceLimits([wrong]), { category: 'invalid' }, JSON.stringify(wrong));
});
