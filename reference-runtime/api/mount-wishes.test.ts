import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Fields } from './body';
import { mountWishes } from './mount-wishes';

const wishes = (HostConfig: object, more: object = {}) =>
  mountWishes(new Fields({ HostConfig, ...more }, ''));

test('directories of the host in both notations', () => {
  const { mounts } = wishes({
    Binds: ['/a:/b/:ro', '/c:/d:z,rslave'],
    Mounts: [
      { Type: 'bind', Source: '/e', Target: '/f', ReadOnly: true, BindOptions: { NonRecursive: true } },
    ],
  });
  const path = { kind: 'bind', readOnly: false, recursive: true, propagation: 'rprivate', makeSource: true };
  assert.deepEqual(mounts, [
    { ...path, source: '/a', target: '/b', readOnly: true },
    { ...path, source: '/c', target: '/d', propagation: 'rslave' },
    { ...path, source: '/e', target: '/f', readOnly: true, recursive: false, makeSource: false },
  ]);
});

test('volumes with and without a name', () => {
  const { mounts } = wishes(
    {
      Binds: ['data:/b:nocopy'],
      Mounts: [{ Type: 'volume', Target: '/f', VolumeOptions: { Labels: { a: 'b' } } }],
    },
    { Volumes: { '/v': {} } },
  );
  const volume = { kind: 'volume', readOnly: false, copy: true };
  assert.deepEqual(mounts, [
    { ...volume, target: '/v' },
    { ...volume, name: 'data', target: '/b', copy: false },
    { ...volume, target: '/f', labels: { a: 'b' } },
  ]);
});

test('file systems in memory', () => {
  const { mounts } = wishes({
    Tmpfs: { '/t': 'size=64k,exec' },
    Mounts: [{ Type: 'tmpfs', Target: '/u', TmpfsOptions: { SizeBytes: 4096, Mode: 0o700 } }],
  });
  assert.deepEqual(mounts, [
    { kind: 'tmpfs', target: '/u', options: ['size=4096', 'mode=700'] },
    { kind: 'tmpfs', target: '/t', options: ['size=64k', 'exec'] },
  ]);
});

test('what is wrong is refused by name', () => {
  const wrong: [object, RegExp][] = [
    [{ Binds: ['/a:b'] }, /\/a:b/],
    [{ Binds: ['/a:/'] }, /below \//],
    [{ Binds: ['/a:/x/..'] }, /below \//],
    [{ Binds: ['/a:/proc/sys'] }, /\/proc/],
    [{ Binds: [':/b'] }, /":\/b"/],
    [{ Binds: ['/a:/b:ro:more'] }, /parts/],
    [{ Binds: ['/a:/b:odd'] }, /odd/],
    [{ Binds: ['data:/b:rshared'] }, /rshared/],
    [{ Mounts: [{ Type: 'bind', Source: 'a', Target: '/b' }] }, /source must be an absolute path/],
    [{ Mounts: [{ Type: 'bind', Source: '/a', Target: '/b', BindOptions: { Propagation: 'x' } }] }, /"x"/],
    [{ Tmpfs: { '/t': 'upperdir=/etc' } }, /upperdir/],
    [{ Tmpfs: { t: '' } }, /"t"/],
  ];
  for (const [host, message] of wrong) assert.throws(() => wishes(host), { category: 'invalid', message });
});
