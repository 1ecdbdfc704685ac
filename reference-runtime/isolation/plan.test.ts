import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { LaunchRequest } from './launch-request';
import { composePlan, encodePlan, type PlanHost, type Step } from './plan';

const request: LaunchRequest = {
  id: 'a'.repeat(64),
  stateDir: '/state',
  root: { lower: ['/l2', '/l1'], upper: '/u', work: '/w', readOnly: false },
  process: {
    argv: ['true'],
    environment: ['A=b'],
    cwd: '/',
    user: '',
    furtherGroups: [],
    resourceLimits: [],
    terminal: false,
    stdinOpen: false,
  },
  namespaces: {},
  hostname: 'h',
  domainname: '',
  network: { kind: 'own', addresses: [], ports: [] },
  limits: {},
  mounts: [{ kind: 'bind', source: '/s', target: '/t', readOnly: true }],
  security: {
    privileged: false,
    capabilities: ['CAP_KILL'],
    seccomp: 'default',
    noNewPrivileges: true,
    devices: [],
    deviceRules: [],
  },
  kernelSettings: {},
  shmSize: 4096,
};
const host: PlanHost = {
  cgroup: {
    directories: ['/c/memory/x'],
    oomCounter: '/c/memory/x/memory.oom_control',
    deviceFilterAt: undefined,
  },
  hierarchies: [{ version: 1, mountPoint: '/c/memory', controllers: ['memory'] }],
  mountPoint: '/state/root',
  seccompFilter: Buffer.from([1, 2]),
  deviceFilter: Buffer.alloc(8),
  ownCapabilities: 0xffn,
};
const network = {
  kind: 'own',
  addresses: [{ device: 'eth0', address: '10.1.0.2', prefixLength: 16, gateway: '10.1.0.1' }],
  ports: [{ protocol: 'udp', hostAddress: '0.0.0.0', hostPort: 53 }],
} as const;
const plan = (change: Partial<LaunchRequest> = {}) => composePlan({ ...request, ...change }, host);
const place = (steps: Step[], name: string, first?: string) =>
  steps.findIndex((step) => step[0] === name && (first === undefined || step[1] === first));

test('what must come before what', () => {
  const steps = plan({ network, root: { ...request.root, readOnly: true } });
  const order = [
    ['join-cgroup'],
    ['cgroup-namespace'],
    ['private-mounts'],
    ['overlay'],
    ['mount', 'proc'],
    ['bind', '/s'],
    ['mask', '/proc/kcore'],
    ['enter-root'],
    ['user'],
    ['environment'],
    ['chdir'],
    ['read-only-root'],
    ['await-release'],
    ['address', 'eth0'],
    ['bounding-set'],
    ['seccomp'],
    ['become-user'],
    ['capabilities'],
    ['exec'],
  ].map(([name, first]) => place(steps, name!, first));
  assert.ok(!order.includes(-1), String(order));
  assert.deepEqual(
    order,
    [...order].sort((a, b) => a - b),
  );
});

test('the address that was asked for, and none without a network', () => {
  const steps = plan({ network });
  assert.deepEqual(steps[place(steps, 'address')], ['address', 'eth0', '10.1.0.2', '16', '10.1.0.1']);
  for (const name of ['await-release', 'address']) assert.equal(place(plan(), name), -1);
});

test('ports are held before anything is made, and the namespace of another is joined first of all', () => {
  assert.deepEqual(
    plan({ network }).find(([name]) => name === 'publish'),
    ['publish', 'udp', '0.0.0.0', '53'],
  );
  const shared = plan({ network: { kind: 'shared', pid: 7 } });
  assert.deepEqual(shared[place(shared, 'network')], ['network', '/proc/7/ns/net']);
  assert.ok(place(shared, 'network') < place(shared, 'private-mounts'));
  const host = plan({ network: { kind: 'host' } });
  assert.deepEqual(host[place(host, 'network')], ['network', '']);
  for (const steps of [shared, host]) assert.equal(place(steps, 'loopback'), -1);
});

test('a privileged container has no masks, a writable sysfs and what the daemon has', () => {
  const steps = plan({ security: { ...request.security, privileged: true } });
  assert.equal(place(steps, 'mask'), -1);
  assert.equal(place(steps, 'read-only'), -1);
  assert.deepEqual(
    steps.find(([name, type]) => name === 'mount' && type === 'sysfs'),
    ['mount', 'sysfs', '/sys', 'nosuid,nodev,noexec', ''],
  );
  assert.deepEqual(steps[place(steps, 'capabilities')], ['capabilities', 'ff']);
});

test('only version 2: one mount for all controllers', () => {
  const steps = composePlan(request, {
    ...host,
    hierarchies: [{ version: 2, mountPoint: '/c', controllers: ['memory'] }],
  });
  const mounts = steps.filter((step) => step[2]?.startsWith('/sys/fs/cgroup'));
  assert.deepEqual(mounts, [['mount', 'cgroup2', '/sys/fs/cgroup', 'nosuid,nodev,noexec', '']]);
});

test('an encoded plan can be read back, whatever the strings', () => {
  const word = fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0'));
  fc.assert(
    fc.property(fc.array(fc.array(word, { minLength: 1 })), (steps) => {
      assert.deepEqual(decode(encodePlan(steps as unknown as Step[])), steps);
    }),
  );
});

test('a string with a NUL is refused', () => {
  assert.throws(() => encodePlan([['exec', 'a\0b']]), RangeError);
});

function decode(bytes: Buffer): string[][] {
  const words = bytes.toString().split('\0').slice(0, -1);
  const steps: string[][] = [];
  while (words.length > 1) {
    const [name, count] = words.splice(0, 2);
    steps.push([name!, ...words.splice(0, Number(count))]);
  }
  return steps;
}
