import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseHierarchies } from './hierarchies';

const parse = (lines: string[], controllers: string[] = []) =>
  parseHierarchies(lines.join('\n'), () => controllers);
const line = (mountPoint: string, type: string, options: string, source = type) =>
  `32 31 0:29 / ${mountPoint} rw,relatime shared:4 - ${type} ${source} ${options}`;

test('version 1: one or several controllers each, whatever the mount is called', () => {
  const found = parse([
    line('/sys/fs/cgroup/cpu,cpuacct', 'cgroup', 'rw,cpu,cpuacct', 'anything'),
    line('/odd\\040place', 'cgroup', 'rw,xattr,clone_children,memory,release_agent=/x'),
    line('/sys/fs/cgroup/systemd', 'cgroup', 'rw,xattr,name=systemd'),
    line('/', 'ext4', 'rw,memory'),
  ]);
  assert.deepEqual(found, [
    { version: 1, mountPoint: '/sys/fs/cgroup/cpu,cpuacct', controllers: ['cpu', 'cpuacct'] },
    { version: 1, mountPoint: '/odd place', controllers: ['memory'] },
  ]);
});

test('one hierarchy with everything', () => {
  const [only] = parse([line('/cgroup', 'cgroup', 'rw,cpu,memory,pids')]);
  assert.deepEqual(only?.controllers, ['cpu', 'memory', 'pids']);
});

test('version 2 alone counts even without controllers; beside version 1 only with some', () => {
  const unified = line('/sys/fs/cgroup', 'cgroup2', 'rw,nsdelegate');
  const memory = line('/sys/fs/cgroup/memory', 'cgroup', 'rw,memory');
  assert.deepEqual(parse([unified], []), [{ version: 2, mountPoint: '/sys/fs/cgroup', controllers: [] }]);
  assert.deepEqual(parse([unified], ['pids']), [
    { version: 2, mountPoint: '/sys/fs/cgroup', controllers: ['pids'] },
  ]);
  assert.equal(parse([unified, memory], []).length, 1);
  assert.equal(parse([unified, memory], ['pids']).length, 2);
});

test('a hierarchy mounted twice is one', () => {
  const found = parse([line('/a', 'cgroup', 'rw,cpu,memory'), line('/b', 'cgroup', 'rw,memory,cpu')]);
  assert.deepEqual(
    found.map(({ mountPoint }) => mountPoint),
    ['/a'],
  );
});

test('no cgroups, no hierarchies', () => {
  assert.deepEqual(parse([line('/', 'ext4', 'rw'), '']), []);
});
