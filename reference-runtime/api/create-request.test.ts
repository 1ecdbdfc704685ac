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
    [{ HostConfig: { PortBindings: { http: [{}] } } }, /"http" is no port/],
    [{ HostConfig: { PortBindings: { '80/sctp': [{}] } } }, /80\/sctp/],
    [{ HostConfig: { PortBindings: { '80/tcp': [{ HostPort: '70000' }] } } }, /70000/],
    [{ HostConfig: { PortBindings: { '80/tcp': [{ HostIp: 'here' }] } } }, /"here" is no IPv4 address/],
    [{ HostConfig: { Dns: ['nosuch'] } }, /name server "nosuch"/],
    [{ HostConfig: { ExtraHosts: ['db'] } }, /extra host "db"/],
    [{ Hostname: 'a', HostConfig: { NetworkMode: 'container:b' } }, /conflicting/],
  ];
  for (const [body, message] of wrong) assert.throws(() => read(body), { category: 'invalid', message });
});

test('what this runtime cannot do is refused, not ignored', () => {
  const impossible = [
    { Mounts: [{ Type: 'npipe', Target: '/t' }] },
    { VolumeDriver: 'nfs' },
    { CgroupnsMode: 'host' },
    { LogConfig: { Type: 'syslog' } },
    { Links: ['other:alias'] },
    { BlkioDeviceReadBps: [{ Path: '/dev/x', Rate: 1 }] },
  ];
  for (const HostConfig of impossible)
    assert.throws(() => host(HostConfig), { category: 'not-implemented' }, JSON.stringify(HostConfig));
});

test('ports are published on every address and a free port unless the request says which', () => {
  const { ports } = host({
    PortBindings: {
      '80/tcp': [{ HostIp: '', HostPort: '8080' }, { HostIp: '127.0.0.1' }],
      '53/udp': [{ HostIp: '::', HostPort: '' }],
    },
  });
  assert.deepEqual(ports, [
    { protocol: 'tcp', containerPort: 80, hostAddress: '0.0.0.0', hostPort: 8080 },
    { protocol: 'tcp', containerPort: 80, hostAddress: '127.0.0.1', hostPort: 0 },
    { protocol: 'udp', containerPort: 53, hostAddress: '0.0.0.0', hostPort: 0 },
  ]);
});

test('wishes belong to the network they were said for', () => {
  const { networks, settings } = read({
    HostConfig: { NetworkMode: 'back' },
    NetworkingConfig: {
      EndpointsConfig: { back: { Aliases: ['db'], IPAMConfig: { IPv4Address: '10.1.0.9' } } },
    },
  });
  assert.equal(settings.network, 'back');
  assert.deepEqual(networks, { back: { aliases: ['db'], ipAddress: '10.1.0.9' } });
});
