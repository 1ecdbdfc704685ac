import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resourceLimits, withDefaults } from './resources';

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

test('a default is for those who did not ask for the same resource', () => {
  const [files, core] = resourceLimits([
    { name: 'nofile', soft: 1, hard: 1 },
    { name: 'core', soft: 0, hard: 0 },
  ]);
  const own = resourceLimits([{ name: 'nofile', soft: 9, hard: 9 }]);
  assert.deepEqual(withDefaults(own, [files!, core!]), [core, ...own]);
});
