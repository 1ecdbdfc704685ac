import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkHost, olderThan } from './host-check';
import { cannotLaunch } from './test-fixture';

test('releases compare by number, not by letter; flavours are free text', () => {
  for (const kernel of ['4.19.0', '5.9.1-x', '5.11.22-7-pve', '3.8'])
    assert.ok(olderThan(kernel, [5, 12]), kernel);
  for (const kernel of ['5.12.0', '5.100', '6.1.0-13-amd64', '10.0-gentoo'])
    assert.ok(!olderThan(kernel, [5, 12]), kernel);
});

test('a host that runs the tests of this room has nothing to complain about', {
  skip: cannotLaunch,
}, async () => {
  assert.deepEqual(await checkHost(), []);
});
