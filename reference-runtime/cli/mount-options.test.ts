import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { anonymousVolumes, hostVolume, mountFields, mountOption } from './mount-options';

test('a path alone is a volume without a name, all else is for the engine to read', () => {
  const options = { volume: ['/data', 'name:/data', '/host:/data:ro'] };
  assert.deepEqual(anonymousVolumes(options), { '/data': {} });
  assert.equal(anonymousVolumes({ volume: ['name:/data'] }), undefined);
  assert.deepEqual(mountFields(options), {
    Binds: ['name:/data', '/host:/data:ro'],
    Mounts: undefined,
    Tmpfs: undefined,
    VolumesFrom: undefined,
  });
});

test('what is relative is relative to the caller', () => {
  assert.equal(hostVolume('./a:/b'), `${resolve('a')}:/b`);
  assert.equal(hostVolume('a:/b'), 'a:/b');
});

test('a mount, word by word', () => {
  const mount = [
    'type=bind,src=./a,dst=/b,readonly,bind-propagation=rslave,bind-nonrecursive',
    'source=name,target=/c,volume-nocopy=true,volume-label=k=v',
    'type=tmpfs,destination=/d,tmpfs-size=64k,tmpfs-mode=0700',
  ];
  const { Mounts } = mountFields({ mount }) as { Mounts: unknown };
  assert.deepEqual(Mounts, [
    {
      Type: 'bind',
      Source: resolve('a'),
      Target: '/b',
      ReadOnly: true,
      BindOptions: { Propagation: 'rslave', NonRecursive: true },
    },
    { Type: 'volume', Source: 'name', Target: '/c', VolumeOptions: { NoCopy: true, Labels: { k: 'v' } } },
    { Type: 'tmpfs', Target: '/d', TmpfsOptions: { SizeBytes: 65536, Mode: 0o700 } },
  ]);
});

test('a word that is none, and a mount without a target, are refused', () => {
  assert.throws(() => mountOption('type=bind,sauce=/a'), /"sauce" is none of/);
  assert.throws(() => mountOption('type=nfs,target=/a'), /no type "nfs"/);
  assert.throws(() => mountOption('type=bind,source=/a'), /no target/);
});

test('file systems in memory with and without options', () => {
  const fields = mountFields({ tmpfs: ['/a', '/b:size=1m,mode=700'] }) as { Tmpfs: unknown };
  assert.deepEqual(fields.Tmpfs, { '/a': '', '/b': 'size=1m,mode=700' });
});
