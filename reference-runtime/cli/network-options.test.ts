import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exposedPorts, networkingConfig, networkMode, portBindings } from './network-options';

const everywhere = (HostPort: string) => [{ HostIp: '', HostPort }];

test('a published port is written as docker-run(1) has it', () => {
  const cases: [string, object][] = [
    ['80', { '80/tcp': everywhere('') }],
    ['8080:80', { '80/tcp': everywhere('8080') }],
    [':80', { '80/tcp': everywhere('') }],
    ['53:53/udp', { '53/udp': everywhere('53') }],
    ['127.0.0.1:8080:80', { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '8080' }] }],
    ['127.0.0.1::80', { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '' }] }],
    ['8000-8001:80-81', { '80/tcp': everywhere('8000'), '81/tcp': everywhere('8001') }],
  ];
  for (const [text, bindings] of cases) assert.deepEqual(portBindings([text]), bindings, text);
});

test('one port may be published several times', () => {
  assert.deepEqual(portBindings(['1:80', '2:80']), { '80/tcp': [...everywhere('1'), ...everywhere('2')] });
});

test('what is published is exposed', () => {
  assert.deepEqual(exposedPorts({ publish: ['8080:80'], expose: ['53/udp', '1-2'] }), {
    '53/udp': {},
    '1/tcp': {},
    '2/tcp': {},
    '80/tcp': {},
  });
});

test('what is no port is refused', () => {
  for (const text of ['http', '1:2:3:4', '70000:80', '80:70000', '1-2:3-5', '80/sctp', '5-4', ''])
    assert.throws(() => portBindings([text]), { name: 'CommandFailure', exitStatus: 125 }, text);
});

test('names and addresses belong to the first network', () => {
  assert.equal(networkMode({}), 'default');
  assert.equal(networkingConfig({ network: ['a'] }), undefined);
  assert.deepEqual(networkingConfig({ network: ['a', 'b'], networkAlias: ['x'], ip: '10.0.0.9' }), {
    EndpointsConfig: { a: { Aliases: ['x'], IPAMConfig: { IPv4Address: '10.0.0.9' } }, b: {} },
  });
});
