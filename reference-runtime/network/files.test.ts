import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { hostnameFile, hostsFile } from './hosts';
import { rulesWithComment } from './iptables';
import { resolvConf, withoutLoopback } from './resolv-conf';

const directory = mkdtempSync(join(tmpdir(), 'network-files-'));
after(() => rmSync(directory, { recursive: true }));
const nothing = { servers: [], search: [], options: [] };
const file = (name: string, text: string) => {
  writeFileSync(join(directory, name), text);
  return join(directory, name);
};

test('resolv.conf keeps reachable servers and options, drops comments and loopback', () => {
  assert.equal(
    withoutLoopback(
      '# by hand\nsearch example.org\nnameserver 127.0.0.53\nnameserver ::1\n  nameserver 10.0.2.3\n;x\noptions edns0',
    ),
    'search example.org\nnameserver 10.0.2.3\noptions edns0\n',
  );
});

test('a commented-out loopback server does not count', async () => {
  const host = file('commented', '#nameserver 127.0.0.1\nnameserver 10.0.2.3\n');
  assert.equal(await resolvConf(nothing, host), 'nameserver 10.0.2.3\n');
});

test('the servers behind systemd-resolved stand in for its stub', async () => {
  const host = file('stub', 'nameserver 127.0.0.53\n');
  const behind = file('behind', 'nameserver 192.0.2.53\n');
  assert.equal(await resolvConf(nothing, host, behind), 'nameserver 192.0.2.53\n');
});

test('without a reachable server the public ones are used', async () => {
  for (const host of [
    file('empty', ''),
    file('loopback', 'nameserver 127.0.1.1\n'),
    join(directory, 'missing'),
  ]) {
    assert.equal(
      await resolvConf(nothing, host, join(directory, 'missing')),
      'nameserver 8.8.8.8\nnameserver 8.8.4.4\n',
    );
  }
});

test('what the creator asks for stands in the place of what the host has', async () => {
  const host = file('all', 'search example.org\nnameserver 10.0.2.3\noptions edns0\n');
  assert.equal(
    await resolvConf(
      { servers: ['192.0.2.1'], search: ['a.example', 'b.example'], options: ['ndots:2'] },
      host,
    ),
    'search a.example b.example\nnameserver 192.0.2.1\noptions ndots:2\n',
  );
  assert.equal(await resolvConf({ ...nothing, search: ['.'] }, host), 'nameserver 10.0.2.3\noptions edns0\n');
});

test('hosts names the container when it has an address', () => {
  const text = hostsFile({
    hostname: 'web',
    domainname: 'example.org',
    addresses: ['10.0.0.2', '10.1.0.2'],
    extra: [{ name: 'db', address: '192.0.2.7' }],
  });
  assert.match(text, /^127\.0\.0\.1\tlocalhost\n/);
  assert.match(text, /^10\.0\.0\.2\tweb\.example\.org web\n/m);
  assert.match(text, /^10\.1\.0\.2\tweb\.example\.org web\n/m);
  assert.match(text, /^192\.0\.2\.7\tdb\n/m);
  assert.doesNotMatch(hostsFile({ hostname: 'web', addresses: [], extra: [] }), /web/);
  assert.equal(hostnameFile('web'), 'web\n');
});

test('finds exactly the rules of one bridge in what iptables-save prints', () => {
  const saved = `*nat
:POSTROUTING ACCEPT [0:0]
-A POSTROUTING -s 10.0.0.0/20 ! -o scr-1 -m comment --comment scr-1 -j MASQUERADE
-A POSTROUTING -s 10.1.0.0/20 ! -o scr-12 -m comment --comment "scr-12" -j MASQUERADE
COMMIT
*filter
-A FORWARD -i scr-1 -m comment --comment "scr-1" -j ACCEPT
-A FORWARD -m comment --comment "about scr-1" -j ACCEPT
COMMIT
`;
  assert.deepEqual(rulesWithComment(saved, 'scr-1'), {
    nat: ['-A POSTROUTING -s 10.0.0.0/20 ! -o scr-1 -m comment --comment scr-1 -j MASQUERADE'],
    filter: ['-A FORWARD -i scr-1 -m comment --comment "scr-1" -j ACCEPT'],
  });
});
