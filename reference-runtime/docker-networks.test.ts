/** The real docker command against this daemon: published ports, networks with names, shared networks; and a daemon that is killed. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { cannotServe, TestDaemon } from './test-daemon';

const noDocker = spawnSync('docker', ['--version']).error ? 'needs the docker command' : false;

describe('networks, the docker command', { skip: cannotServe || noDocker, timeout: 120_000 }, () => {
  let daemon: TestDaemon;
  before(async () => {
    daemon = await TestDaemon.start();
  });
  after(async () => {
    const family = `scr-${createHash('sha256').update(daemon.root).digest('hex').slice(0, 8)}`;
    await daemon.close();
    assert.deepEqual(
      readdirSync('/sys/class/net').filter((name) => name.startsWith(family)),
      [],
    );
    if (!spawnSync('iptables-save').error) assert.ok(!execFileSync('iptables-save').includes(family));
  });

  function docker(...words: string[]): { status: number | null; lines: string[]; stderr: string } {
    const { status, stdout, stderr } = spawnSync('docker', ['-H', `unix://${daemon.socket}`, ...words], {
      encoding: 'utf8',
    });
    return { status, lines: stdout.split('\n').filter((line) => line !== ''), stderr };
  }
  /** A container that answers every connection to its port 4444 with `answer`. */
  const server = (name: string, ...options: string[]) =>
    docker(
      'run',
      '-d',
      '--name',
      name,
      ...options,
      'test',
      '/bin/sh',
      '-c',
      `while :; do echo ${name} | /bin/busybox nc -l -p 4444; done`,
    );
  const inside = (name: string, line: string) => docker('exec', name, '/bin/sh', '-c', line).lines;
  const call = (host: string, port = 4444) => `/bin/busybox nc -w 5 ${host} ${port} </dev/null`;
  const address = (name: string, network: string) =>
    docker('inspect', '-f', `{{.NetworkSettings.Networks.${network}.IPAddress}}`, name).lines[0] ?? '';
  const hostPort = (name: string) => Number(docker('port', name, '4444').lines[0]?.split(':').at(-1));

  /** What answers at a port of this host; tries again while the server inside is not there yet. */
  async function answer(port: number, host = '127.0.0.1'): Promise<string> {
    for (;;) {
      const socket = connect(port, host);
      const said = await text(socket).catch(() => '');
      if (said !== '') return said.trim();
    }
  }

  test('publish: chosen, free, bound to an address, in ranges, all; port, ps, inspect', async () => {
    assert.equal(server('p1', '-p', '4444', '-p', '127.0.0.1::53/udp').status, 0);
    assert.match(
      docker('port', 'p1').lines.join(' '),
      /^53\/udp -> 127\.0\.0\.1:\d+ 4444\/tcp -> 0\.0\.0\.0:\d+$/,
    );
    const port = hostPort('p1');
    assert.equal(await answer(port), 'p1');
    const taken = docker('run', '-d', '--name', 'p2', '-p', `${port}:80`, 'test', '/bin/sh');
    assert.equal(taken.status, 125);
    assert.match(taken.stderr, /already in use/);
    assert.equal(docker('rm', 'p2').status, 0);
    assert.equal(docker('port', 'p1', '80').status, 1);
    docker('stop', '-t', '0', 'p1');
    assert.deepEqual(docker('port', 'p1').lines, []);
    assert.equal(server('p3', '-p', `${port}-${port + 1}:4444-4445`).status, 0, 'the port is free again');
    assert.match(
      docker('ps', '--format', '{{.Ports}}').lines.join(),
      new RegExp(`0.0.0.0:${port}(-\\d+)?->4444`),
    );
    assert.equal(await answer(port), 'p3');
    assert.equal(docker('start', 'p1').status, 0, 'a free port is chosen anew');
    docker('rm', '-f', 'p1', 'p3');
    assert.equal(server('p4', '-P', '--expose', '4444').status, 0);
    assert.equal(await answer(hostPort('p4')), 'p4');
    docker('rm', '-f', 'p4');
  });

  test('a port that another program has, an address that the host lacks', async () => {
    const other = createServer().listen(0);
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    assert.match(docker('run', '-p', `${port}:80`, 'test', '/bin/sh').stderr, /already in use/);
    assert.match(docker('run', '-p', '192.0.2.99:80:80', 'test', '/bin/sh').stderr, /no such address/);
    other.close();
    docker('container', 'rm', ...docker('ps', '-aq').lines);
  });

  test('network create, ls, inspect, connect, disconnect, rm, prune', () => {
    assert.match(docker('network', 'create', '--label', 'a=b', 'front').lines[0] ?? '', /^[0-9a-f]{64}$/);
    docker('network', 'create', '--subnet', '10.97.5.0/24', 'back');
    assert.match(docker('network', 'create', 'back').stderr, /already exists/);
    assert.match(docker('network', 'create', '--subnet', '10.97.5.128/25', 'x').stderr, /already in use/);
    assert.deepEqual(docker('network', 'ls', '-q', '--filter', 'label=a=b', '--format', '{{.Name}}').lines, [
      'front',
    ]);
    assert.deepEqual(docker('network', 'ls', '--format', '{{.Name}}').lines.sort(), [
      'back',
      'bridge',
      'front',
      'host',
      'none',
    ]);
    server('one', '--network', 'front', '--network-alias', 'alias');
    server('two', '--network', 'back', '--ip', '10.97.5.77');
    assert.equal(address('two', 'back'), '10.97.5.77');
    assert.match(docker('network', 'rm', 'front').stderr, /being used by one/);
    assert.deepEqual(inside('one', call('two')), [], 'no name, and no way');
    assert.equal(docker('network', 'connect', '--alias', 'other', 'front', 'two').status, 0);
    assert.equal(docker('network', 'connect', 'front', 'two').status, 1);
    assert.deepEqual(inside('one', call('two')), ['two']);
    assert.deepEqual(inside('one', call('other')), ['two']);
    assert.deepEqual(inside('two', call('alias')), ['one']);
    assert.match(
      docker('network', 'inspect', '-f', '{{json .Containers}}', 'front').lines[0] ?? '',
      /"Name":"two"/,
    );
    assert.equal(docker('network', 'disconnect', 'back', 'two').status, 0);
    assert.deepEqual(inside('two', call('alias')), ['one'], 'the way out leads through the other network');
    assert.match(inside('two', '/bin/busybox ip route').join(), /^default via/);
    assert.equal(docker('network', 'disconnect', 'back', 'two').status, 1);
    docker('rm', '-f', 'one', 'two');
    assert.match(docker('network', 'prune', '-f').lines.join(' '), /back/);
    assert.deepEqual(docker('network', 'ls', '--format', '{{.Name}}').lines.sort(), [
      'bridge',
      'host',
      'none',
    ]);
    assert.equal(docker('network', 'rm', 'bridge').status, 1);
    assert.match(
      docker('run', '--rm', '--network', 'gone', 'test', '/bin/sh').stderr,
      /network gone not found/,
    );
    docker('container', 'prune', '-f');
    docker('rm', ...docker('ps', '-aq').lines);
  });

  test('the network of the host, and of another container', () => {
    const sh = (line: string, ...options: string[]) =>
      docker('run', '--rm', ...options, 'test', '/bin/sh', '-c', line).lines;
    assert.deepEqual(sh('/bin/busybox readlink /proc/self/ns/net', '--network', 'host'), [
      execFileSync('readlink', ['/proc/self/ns/net'], { encoding: 'utf8' }).trim(),
    ]);
    server('owner', '-h', 'harbour');
    assert.deepEqual(sh(`/bin/busybox hostname; ${call('127.0.0.1')}`, '--network', 'container:owner'), [
      'harbour',
      'owner',
    ]);
    docker('stop', '-t', '0', 'owner');
    assert.match(
      docker('run', '--rm', '--network', 'container:owner', 'test', '/bin/sh').stderr,
      /not running/,
    );
    docker('rm', ...docker('ps', '-aq').lines);
  });

  test('hosts, name servers, search domains, options', () => {
    const options = [
      '--add-host',
      'db:192.0.2.7',
      '--dns',
      '192.0.2.53',
      '--dns-search',
      'a.example',
      '--dns-option',
      'ndots:2',
      '-h',
      'web',
      '--domainname',
      'b.example',
    ];
    const { lines } = docker(
      'run',
      '--rm',
      ...options,
      'test',
      '/bin/sh',
      '-c',
      '/bin/busybox cat /etc/hosts /etc/resolv.conf',
    );
    for (const line of ['192.0.2.7\tdb', 'search a.example', 'nameserver 192.0.2.53', 'options ndots:2'])
      assert.ok(lines.includes(line), line);
    assert.match(lines.join('\n'), /\tweb\.b\.example web$/m);
  });

  test('a killed daemon: ports and addresses go on, names come back, an end meanwhile is noticed', async () => {
    docker('network', 'create', 'lasting');
    server('keeps', '--network', 'lasting', '-p', '4444');
    server('ends', '--network', 'lasting', '-p', '4444');
    const [port, freed] = [hostPort('keeps'), hostPort('ends')];
    const pid = Number(docker('inspect', '-f', '{{.State.Pid}}', 'ends').lines[0]);
    await daemon.end('SIGKILL');
    assert.equal(await answer(port), 'keeps');
    process.kill(pid, 'SIGKILL');
    await daemon.serve();
    assert.equal(await answer(port), 'keeps');
    assert.deepEqual(docker('port', 'keeps').lines, [`4444/tcp -> 0.0.0.0:${port}`]);
    assert.equal(server('next', '--network', 'lasting', '-p', `${freed}:4444`).status, 0);
    assert.equal(await answer(freed), 'next');
    assert.deepEqual(inside('next', call('keeps')), ['keeps']);
    docker('rm', '-f', 'keeps', 'ends', 'next');
    docker('network', 'rm', 'lasting');
  });
});
