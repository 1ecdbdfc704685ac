import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Fields } from './body';
import { createRequest } from './create-request';

const read = (body: object) => createRequest(undefined, new Fields({ Image: 'image', ...body }, ''));
const host = (HostConfig: object) => read({ HostConfig }).settings;

test('what a client leaves open is left open, or has its default', () => {
  const { config, settings } = read({
    Cmd: null,
    Labels: {},
    HostConfig: { PidsLimit: 0, MemorySwappiness: -1 },
  });
  assert.deepEqual(config, { Labels: {} });
  assert.equal(settings.network, 'bridge');
  assert.equal(settings.shmSize, 64 * 1024 * 1024);
  assert.deepEqual(settings.limits, {});
});

test('a command may be one word', () => {
  assert.deepEqual(read({ Cmd: 'date' }).config.Cmd, ['date']);
});

test('what is wrong is refused by name', () => {
  const wrong: [object, RegExp][] = [
    [{ Image: '' }, /Image/],
    [{ Cmd: [1] }, /Cmd/],
    [{ Tty: 'yes' }, /Tty/],
    [{ Hostname: '-x' }, /-x/],
    [{ HostConfig: [] }, /HostConfig/],
    [{ HostConfig: { Memory: 1.5 } }, /HostConfig\.Memory/],
    [{ Cmd: ['echo', 'a\0b'] }, /Cmd must be a list of strings without NUL/],
    [{ Entrypoint: 'a\0b' }, /Entrypoint must be a string without NUL/],
    [{ Env: ['A=a\0b'] }, /Env/],
    [{ WorkingDir: '/a\0b' }, /WorkingDir/],
    [{ Labels: { a: '\0' } }, /Labels/],
    [{ HostConfig: { Binds: ['/a:b'] } }, /\/a:b/],
    [{ HostConfig: { Binds: ['/a:/b:odd'] } }, /odd/],
    [{ HostConfig: { NetworkMode: 'nosuch' } }, /nosuch/],
  ];
  for (const [body, message] of wrong) assert.throws(() => read(body), { category: 'invalid', message });
});

test('what this runtime cannot do is refused, not ignored', () => {
  const impossible = [
    { PortBindings: { '80/tcp': [{ HostPort: '80' }] } },
    { Mounts: [{ Type: 'npipe', Target: '/t' }] },
    { VolumeDriver: 'nfs' },
    { NetworkMode: 'host' },
    { PidMode: 'host' },
    { RestartPolicy: { Name: 'always' } },
    { LogConfig: { Type: 'syslog' } },
    { Devices: [{}] },
    { MaskedPaths: [] },
    { Ulimits: [{}] },
  ];
  for (const HostConfig of impossible)
    assert.throws(() => host(HostConfig), { category: 'not-implemented' }, JSON.stringify(HostConfig));
});
