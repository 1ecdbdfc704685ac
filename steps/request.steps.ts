/** What a caller asks for when it has a container made. */
import path from 'node:path';
import { type DataTable, Given } from '@cucumber/cucumber';
import type { Container } from './support/containers';
import { blockDevices } from './support/host';
import { hostAddress, hostPort, type Port } from './support/ports';
import { settings, wishes } from './support/request-words';
import { defaultArgv, states } from './support/states';
import type { ScenarioWorld } from './support/world';

const words = (sentence: string): string[] => ['/probe', ...sentence.split(' ')];

Given('a {new} whose process will {string}', function (this: ScenarioWorld, role: string, sentence: string) {
  this.containers.plan(role, { image: this.images.fixture('base'), argv: words(sentence) });
});

Given(
  'a {new} of {image} whose process will {string}',
  function (this: ScenarioWorld, role: string, image: string, sentence: string) {
    this.containers.plan(role, { image, argv: words(sentence) });
  },
);

Given('a {new} of {image}', function (this: ScenarioWorld, role: string, image: string) {
  this.containers.plan(role, { image, argv: words('hold') });
});

Given(
  'a {new} of {image} that runs {string}',
  function (this: ScenarioWorld, role: string, image: string, program: string) {
    this.containers.plan(role, { image, argv: [program] });
  },
);

Given('a {new} without arguments', function (this: ScenarioWorld, role: string) {
  this.containers.plan(role, { image: this.images.fixture('base') });
});

Given('a {new} of {image} without arguments', function (this: ScenarioWorld, role: string, image: string) {
  this.containers.plan(role, { image });
});

Given('a {new} with the arguments:', function (this: ScenarioWorld, role: string, table: DataTable) {
  this.containers.plan(role, { image: this.images.fixture('base'), argv: table.rows().flat() });
});

Given(
  'a/an {state} {new} with the arguments:',
  async function (this: ScenarioWorld, state: string, role: string, table: DataTable) {
    const request = { image: this.images.fixture('base'), argv: table.rows().flat() };
    await states[state]?.(this, this.containers.plan(role, request));
  },
);

Given(
  'an exited {new} whose process will print a line of {int} bytes',
  async function (this: ScenarioWorld, role: string, bytes: number) {
    const argv = ['/probe', 'print', 'x'.repeat(bytes)];
    await states.exited?.(this, this.containers.plan(role, { image: this.images.fixture('base'), argv }));
  },
);

Given(
  'a {new} whose process will connect to port {port} of {container} {way}',
  async function (this: ScenarioWorld, role: string, port: Port, server: Container, way: string) {
    const argv = words(await conversation(this, port, server, way));
    this.containers.plan(role, { image: this.images.fixture('base'), argv });
  },
);

Given(
  'a {new} whose process will {string} and connect to port {port} of {container} {way}',
  async function (
    this: ScenarioWorld,
    role: string,
    sentence: string,
    port: Port,
    server: Container,
    way: string,
  ) {
    const argv = words(`${sentence} then ${await conversation(this, port, server, way)}`);
    this.containers.plan(role, { image: this.images.fixture('base'), argv });
  },
);

async function conversation(
  world: ScenarioWorld,
  port: Port,
  server: Container,
  way: string,
): Promise<string> {
  const { ipAddress = 'unknown', addresses } = await world.facts(server);
  const [own = ipAddress] = Object.values(addresses);
  const direct: Record<string, string> = { 'by its name': server.request.name, 'at its own address': own };
  const host = direct[way] ?? (await hostAddress());
  const number = direct[way] ? port.port : await hostPort(world, server, port);
  return `connect ${port.protocol} ${host} ${number} ping`;
}

Given(
  'a {new} whose process will resolve the name of {container}',
  function (this: ScenarioWorld, role: string, other: Container) {
    const argv = words(`resolve ${other.request.name}`);
    this.containers.plan(role, { image: this.images.fixture('base'), argv });
  },
);

Given('a {new} whose process will connect to that service', function (this: ScenarioWorld, role: string) {
  const argv = words(`connect tcp ${this.workspace.address} ${this.workspace.port} ping`);
  this.containers.plan(role, { image: this.images.fixture('base'), argv });
});

Given(
  'a {new} whose process will try to open the block devices of the host',
  function (this: ScenarioWorld, role: string) {
    const deeds = blockDevices().map(([major, minor]) => `try mknod-open b ${major} ${minor} /data/device`);
    this.containers.plan(role, { image: this.images.fixture('base'), argv: words(deeds.join(' then ')) });
  },
);

Given(
  'a {new} whose process will reach for processes of the host',
  function (this: ScenarioWorld, role: string) {
    const { pid, ppid } = process;
    const deeds = [`kill ${pid}`, `kill ${ppid}`, `ptrace-pid ${pid}`, `see /proc/${pid}/environ`];
    this.containers.plan(role, {
      image: this.images.fixture('base'),
      argv: words(`try ${deeds.join(' then try ')}`),
    });
  },
);

Given('a {new} whose process will look for that file', function (this: ScenarioWorld, role: string) {
  const argv = words(`stat ${this.workspace.file}`);
  this.containers.plan(role, { image: this.images.fixture('base'), argv });
});

Given(
  '{container} asks for the environment variable {string} with the value {text}',
  function (this: ScenarioWorld, { request }: Container, name: string, value: string) {
    request.environment = { ...request.environment, [name]: value };
  },
);

Given(
  /^(the container(?: "[^"]+")?) asks for its identifier in (a new file of the caller|the same file of the caller|a file of the caller that cannot be made)$/,
  function (this: ScenarioWorld, role: string, which: string) {
    const place = which.endsWith('cannot be made') ? 'no/directory/identifier' : 'identifier';
    this.containers.get(role).request.identifierFile = path.join(this.workspace.folder, place);
  },
);

Given(
  '{container} asks for the {setting} {string}',
  function (this: ScenarioWorld, container: Container, setting: Setting, value: string) {
    settings[setting](container, value, this);
  },
);

Given(
  'a/an {state} {new} with the {setting} {string}',
  async function (this: ScenarioWorld, state: string, role: string, setting: Setting, value: string) {
    await makeWith(this, state, this.images.fixture('base'), { role, setting, value });
  },
);

Given(
  'a/an {state} {new} of {image} with the {setting} {string}',
  async function (
    this: ScenarioWorld,
    state: string,
    role: string,
    image: string,
    setting: Setting,
    value: string,
  ) {
    await makeWith(this, state, image, { role, setting, value });
  },
);

type Setting = keyof typeof settings;

async function makeWith(
  world: ScenarioWorld,
  state: string,
  image: string,
  { role, setting, value }: { role: string; setting: Setting; value: string },
): Promise<void> {
  const container = world.containers.plan(role, { image, argv: defaultArgv(state) });
  settings[setting](container, value, world);
  await states[state]?.(world, container);
}

Given(
  '{container} asks for the PID namespace of {container}',
  function (this: ScenarioWorld, { request }: Container, other: Container) {
    request.pidNamespace = `container:${other.reference}`;
  },
);

Given(
  '{container} asks for the name of {container}',
  function (this: ScenarioWorld, container: Container, other: Container) {
    container.rename(other.request.name);
  },
);

Given(
  '{container} asks for {wish}',
  function (this: ScenarioWorld, { request }: Container, wish: keyof typeof wishes) {
    Object.assign(request, wishes[wish]);
  },
);

Given(
  '{container} asks for at most {string} of memory',
  function (this: ScenarioWorld, { request }: Container, memory: string) {
    request.limits = { ...request.limits, memory };
  },
);

Given(
  '{container} asks for at most {int} processes',
  function (this: ScenarioWorld, { request }: Container, pids: number) {
    request.limits = { ...request.limits, pids };
  },
);

Given(
  '{container} asks for at most {float} processors',
  function (this: ScenarioWorld, { request }: Container, cpus: number) {
    request.limits = { ...request.limits, cpus };
  },
);

Given(
  '{container} asks for a filter of system calls that denies {string}',
  async function (this: ScenarioWorld, { request }: Container, call: string) {
    const syscalls = [{ names: [call], action: 'SCMP_ACT_ERRNO' }];
    const text = JSON.stringify({ defaultAction: 'SCMP_ACT_ALLOW', syscalls });
    request.systemCallFilter = await this.workspace.makeFilter(text);
  },
);

Given(
  '{container} asks for a filter of system calls that nobody can read',
  async function (this: ScenarioWorld, { request }: Container) {
    request.systemCallFilter = await this.workspace.makeFilter('{"defaultAction": "SCMP_ACT_ALLOW", "sys');
  },
);

Given(
  '{container} asks to {change} the capability of Linux {string}',
  function (this: ScenarioWorld, { request }: Container, change: string, capability: string) {
    request[change === 'gain' ? 'addCapabilities' : 'dropCapabilities'] = [capability];
  },
);
