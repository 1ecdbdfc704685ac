import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allDevices, checkDevice, deviceNodes, deviceRules } from './devices';

const device = { pathOnHost: '/dev/null', pathInContainer: '/dev/other', access: 'r' };

test('a device is looked up on the host and keeps its numbers and mode', () => {
  const [node] = deviceNodes([device]);
  assert.deepEqual(
    [node?.path, node?.type, node?.major, node?.minor, node?.access],
    ['/dev/other', 'c', 1, 3, 'r'],
  );
});

test('what is no device of the host is refused', () => {
  for (const pathOnHost of ['/dev/nobody-has-this', '/etc/passwd'])
    assert.throws(() => deviceNodes([{ ...device, pathOnHost }]), { category: 'invalid' });
  assert.throws(() => checkDevice({ ...device, access: 'x' }), { category: 'invalid' });
  assert.throws(() => checkDevice({ ...device, pathInContainer: 'dev/null' }), { category: 'invalid' });
});

test('all devices of the host are nodes, without its terminals and shared memory', () => {
  const paths = allDevices().map(({ path }) => path);
  assert.ok(paths.includes('/dev/null'));
  assert.deepEqual(
    paths.filter((path) => /^\/dev\/(pts|shm|console)/.test(path)),
    [],
  );
});

test('a rule has kind, numbers and access', () => {
  const any = { major: undefined, minor: undefined, access: 'm' };
  assert.deepEqual(deviceRules('c 10:229 rw'), [{ type: 'c', major: 10, minor: 229, access: 'rw' }]);
  assert.deepEqual(deviceRules('a *:* m'), [
    { type: 'b', ...any },
    { type: 'c', ...any },
  ]);
  for (const wrong of ['', 'c 10 rw', 'x 1:2 rw', 'c 1:2 q'])
    assert.throws(() => deviceRules(wrong), { category: 'invalid' }, wrong);
});
