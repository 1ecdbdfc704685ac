import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mountOf } from './propagation';

const table = `22 1 8:1 / / rw - ext4 /dev/sda rw
23 22 0:5 / /proc rw shared:3 - proc proc rw
24 22 0:9 / /usr rw master:4 - tmpfs tmpfs rw
25 24 0:9 / /usr rw shared:5 master:4 - tmpfs tmpfs rw
26 22 0:9 / /us rw shared:6 - tmpfs tmpfs rw
`;

test('the mount that a path lies on is the last of the longest', () => {
  assert.deepEqual(mountOf('/usr', table), { target: '/usr', shared: true, slave: true });
  assert.deepEqual(mountOf('/etc', table), { target: '/', shared: false, slave: false });
  assert.deepEqual(mountOf('/proc/self/..', table), { target: '/proc', shared: true, slave: false });
});

test('the table of this host is understood', () => {
  assert.equal(mountOf('/proc').target, '/proc');
  assert.throws(() => mountOf('/nothing/here'), { code: 'ENOENT' });
});
