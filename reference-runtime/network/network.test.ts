/** Against the real kernel: namespaces of our own, real bridges, the host's firewall. Skips without root. */
import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import type { Endpoint } from './cable';
import { Network } from './network';

const asked = { interface: 'eth0' };
const skip = process.getuid?.() === 0 ? false : 'network namespaces need root';
const sleepers: ChildProcess[] = [];
const directories: string[] = [];
const networks: Network[] = [];
let number = 0;

after(async () => {
  for (const sleeper of sleepers) sleeper.kill('SIGKILL');
  for (const network of networks) await network.close();
  for (const directory of directories) rmSync(directory, { recursive: true, force: true });
});

/** A process in a network namespace of its own, with loopback up. */
async function sleeper(): Promise<number> {
  const child = spawn('unshare', ['--net', 'sh', '-c', 'ip link set lo up; echo ready; exec sleep 600'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  sleepers.push(child);
  await once(child.stdout, 'data');
  return child.pid as number;
}

async function open(options: { stateDir?: string; name?: string; subnet?: string } = {}) {
  const stateDir = options.stateDir ?? mkdtempSync(join(tmpdir(), 'network-'));
  directories.push(stateDir);
  const name = options.name ?? `scrt${process.pid.toString(36)}${number++}`;
  const network = await Network.open({ id: name, family: name, owner: tmpdir(), ...options, stateDir, name });
  networks.push(network);
  return { network, stateDir, name };
}

const inside = (pid: number, ...argv: string[]) =>
  execFileSync('nsenter', [`--net=/proc/${pid}/ns/net`, ...argv], {
    encoding: 'utf8',
    stdio: 'pipe',
    timeout: 5_000,
  });
const run = (...lines: string[]) => execFileSync('ip', ['-batch', '-'], { input: lines.join('\n') });
const rules = (name: string) =>
  execFileSync('iptables-save', { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(name));
const withIptables = existsSync('/usr/sbin/iptables-save');
const device = (name: string) => existsSync(`/sys/class/net/${name}`);

describe('network', { skip }, () => {
  test('brings one device into a namespace, for the address that was reserved', async () => {
    const { network, name } = await open();
    const pid = await sleeper();
    const endpoint = network.reserve('a', asked);
    await network.attach({ id: 'a', pid }, endpoint);
    const [eth0] = JSON.parse(inside(pid, 'ip', '-json', 'addr', 'show', 'dev', 'eth0'));
    assert.equal(eth0.addr_info.length, 0, 'the address is given from inside');
    assert.equal(eth0.address, endpoint.macAddress);
    assert.equal(endpoint.bridge, name);
    const [cable] = portsOf(name);
    const [host] = JSON.parse(
      execFileSync('ip', ['-json', 'addr', 'show', 'dev', cable!], { encoding: 'utf8' }),
    );
    assert.ok(host.flags.includes('UP'));
    assert.equal(host.addr_info.length, 0, 'no IPv6');
  });

  test('host and containers reach each other', async () => {
    const { network } = await open();
    const [a, b] = [await sleeper(), await sleeper()];
    const first = await plugIn(network, 'a', a);
    const second = await plugIn(network, 'b', b);
    const listener = spawn('nsenter', [
      `--net=/proc/${b}/ns/net`,
      'busybox',
      'nc',
      '-l',
      '-p',
      '7000',
      '-e',
      'echo',
      'pong',
    ]);
    await listening(b, 7000);
    assert.equal(inside(a, 'busybox', 'nc', second.ipAddress, '7000'), 'pong\n');
    listener.kill();
    const server = createServer((socket) => socket.end(`${socket.remoteAddress}`)).listen(0, first.gateway);
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const client = spawn('nsenter', [`--net=/proc/${a}/ns/net`, 'busybox', 'nc', first.gateway, `${port}`]);
    const [said] = await once(client.stdout, 'data');
    assert.equal(String(said), first.ipAddress);
    server.close();
  });

  test('a container reaches beyond the host, which answers for it', async () => {
    const { network } = await open();
    const [pid, outside] = [await sleeper(), await sleeper()];
    const cable = `scro${process.pid.toString(36)}`;
    run(
      `link add ${cable} type veth peer name eth0 netns ${outside}`,
      `addr add 198.51.100.1/30 dev ${cable}`,
      `link set ${cable} up`,
    );
    // No route back to the containers' subnet: an answer proves that the host translated the address.
    inside(outside, 'ip', 'addr', 'add', '198.51.100.2/30', 'dev', 'eth0');
    inside(outside, 'ip', 'link', 'set', 'eth0', 'up');
    await plugIn(network, 'a', pid);
    spawn('nsenter', [
      `--net=/proc/${outside}/ns/net`,
      'busybox',
      'nc',
      '-l',
      '-p',
      '7000',
      '-e',
      'echo',
      'far',
    ]);
    await listening(outside, 7000);
    assert.equal(inside(pid, 'busybox', 'nc', '198.51.100.2', '7000'), 'far\n');
    run(`link del ${cable}`);
  });

  test('a detached address is free again, and detaching twice is harmless', async () => {
    const { network } = await open({ subnet: '10.99.255.0/30' });
    const { ipAddress } = network.reserve('a', asked);
    assert.throws(() => network.reserve('a', asked), { category: 'conflict', message: /attached already/ });
    assert.throws(() => network.reserve('b', asked), { category: 'conflict', message: /no free address/ });
    await network.detach('a');
    await network.detach('a');
    assert.equal(network.reserve('b', asked).ipAddress, ipAddress);
  });

  test('attaching to a process that is gone fails and leaves nothing', async () => {
    const { network, name } = await open({ subnet: '10.99.254.0/30' });
    const gone = spawn('true');
    await once(gone, 'close');
    const endpoint = network.reserve('a', asked);
    await assert.rejects(network.attach({ id: 'a', pid: gone.pid as number }, endpoint), {
      message: /is gone/,
    });
    assert.deepEqual(portsOf(name), []);
    assert.ok(network.reserve('a', asked), 'the address was given back');
  });

  test('a cable that could not be furnished is removed again', async () => {
    const { network, name } = await open();
    const pid = await sleeper();
    inside(pid, 'ip', 'link', 'add', 'eth0', 'type', 'bridge');
    const endpoint = network.reserve('a', asked);
    await assert.rejects(network.attach({ id: 'a', pid }, endpoint), {
      category: 'internal',
      message: /File exists[\s\S]*link add/,
    });
    assert.deepEqual(portsOf(name), []);
  });

  test('a daemon that was killed leaves a network that its successor takes over', async () => {
    const { network, stateDir, name } = await open();
    const [living, dying] = [await sleeper(), await sleeper()];
    const kept = await plugIn(network, 'living', living);
    await plugIn(network, 'dying', dying);
    execFileSync('ip', [
      'link',
      'add',
      'name',
      `${name}x`,
      'master',
      name,
      'type',
      'veth',
      'peer',
      'name',
      `${name}y`,
    ]);
    await kill(dying);
    const successor = (await open({ stateDir, name })).network;
    successor.restore(kept, 'living');
    assert.equal(portsOf(name).length, 1, 'only the cable of the living container is left');
    const next = successor.reserve('next', asked);
    assert.notEqual(next.ipAddress, kept.ipAddress);
    assert.match(inside(living, 'ip', 'route'), /default via/);
    if (withIptables) assert.equal(rules(name).length, 8, 'rules are there once');
  });

  test('what was only reserved is free for the successor of a killed daemon', async () => {
    const { network, stateDir, name } = await open({ subnet: '10.99.252.0/30' });
    const { ipAddress } = network.reserve('a', asked);
    const successor = (await open({ stateDir, name })).network;
    assert.equal(successor.reserve('b', asked).ipAddress, ipAddress);
  });

  test('closing removes the bridge and the rules', async () => {
    const { network, name, stateDir } = await open();
    if (withIptables) assert.equal(rules(name).length, 8);
    await plugIn(network, 'a', await sleeper());
    await network.close();
    assert.equal(device(name), false);
    if (withIptables) assert.deepEqual(rules(name), []);
    assert.equal(existsSync(join(stateDir, 'network.json')), false);
    await network.close();
  });

  test('two networks take different subnets, and neither one the host uses', async () => {
    const [one, two] = await Promise.all([open(), open()]);
    const a = one.network.reserve('a', asked);
    const b = two.network.reserve('b', asked);
    assert.notEqual(a.gateway, b.gateway);
  });

  test('without iproute2 the message says what to install', async () => {
    const path = process.env.PATH;
    process.env.PATH = '/nonexistent';
    try {
      await assert.rejects(open(), { message: /'ip' is not on PATH\. Install iproute2/ });
    } finally {
      process.env.PATH = path;
    }
  });
});

/** As a start does, whose container sets its address itself (native/init/network.c). */
async function plugIn(network: Network, id: string, pid: number): Promise<Endpoint> {
  const endpoint = network.reserve(id, asked);
  await network.attach({ id, pid }, endpoint);
  inside(pid, 'ip', 'addr', 'add', `${endpoint.ipAddress}/${endpoint.prefixLength}`, 'dev', 'eth0');
  inside(pid, 'ip', 'link', 'set', 'eth0', 'up');
  inside(pid, 'ip', 'route', 'add', 'default', 'via', endpoint.gateway);
  return endpoint;
}

const portsOf = (name: string) =>
  execFileSync('ls', [`/sys/class/net/${name}/brif`], { encoding: 'utf8' })
    .split('\n')
    .filter(Boolean);

/** Resolves when something listens, as the kernel's own table of the namespace says. */
async function listening(pid: number, port: number): Promise<void> {
  const line = new RegExp(`:${port.toString(16).toUpperCase()} [0:]+ 0A`);
  while (!['tcp', 'tcp6'].some((table) => line.test(readFileSync(`/proc/${pid}/net/${table}`, 'utf8')))) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function kill(pid: number): Promise<void> {
  const child = sleepers.find((sleeper) => sleeper.pid === pid) as ChildProcess;
  child.kill('SIGKILL');
  await once(child, 'close');
}
