/** What a caller asks for when it has a container made. */
import { type DataTable, Given } from '@cucumber/cucumber';
import type { Container } from './support/containers';
import { states } from './support/lifecycle';
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
  'a {new} whose process will connect to port {int} of {container}',
  async function (this: ScenarioWorld, role: string, port: number, server: Container) {
    const { ipAddress = 'unknown' } = await this.facts(server);
    const argv = words(`connect tcp ${ipAddress} ${port} ping`);
    this.containers.plan(role, { image: this.images.fixture('base'), argv });
  },
);

Given('a {new} whose process will connect to that service', function (this: ScenarioWorld, role: string) {
  const argv = words(`connect tcp 127.0.0.1 ${this.workspace.port} ping`);
  this.containers.plan(role, { image: this.images.fixture('base'), argv });
});

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
  '{container} asks for the working directory {string}',
  function (this: ScenarioWorld, { request }: Container, directory: string) {
    request.workingDirectory = directory;
  },
);

Given(
  '{container} asks for the user {string}',
  function (this: ScenarioWorld, { request }: Container, user: string) {
    request.user = user;
  },
);

Given(
  '{container} asks for the host name {string}',
  function (this: ScenarioWorld, { request }: Container, name: string) {
    request.hostname = name;
  },
);

Given(
  '{container} asks for the name {string}',
  function (this: ScenarioWorld, container: Container, name: string) {
    container.rename(name);
  },
);

Given(
  '{container} asks for the name of {container}',
  function (this: ScenarioWorld, container: Container, other: Container) {
    container.rename(other.request.name);
  },
);

Given(
  '{container} asks for the entrypoint {string}',
  function (this: ScenarioWorld, { request }: Container, program: string) {
    request.entrypoint = program;
  },
);

Given('{container} asks for no network', function (this: ScenarioWorld, { request }: Container) {
  request.network = 'none';
});

Given('{container} asks for a terminal', function (this: ScenarioWorld, { request }: Container) {
  request.terminal = true;
});

Given('{container} asks for an open standard input', function (this: ScenarioWorld, { request }: Container) {
  request.stdinOpen = true;
});

Given('{container} asks for removal at its end', function (this: ScenarioWorld, { request }: Container) {
  request.removeAtEnd = true;
});

Given('{container} asks for a read-only root', function (this: ScenarioWorld, { request }: Container) {
  request.readOnlyRoot = true;
});

Given(
  '{container} asks for at most {string} of memory',
  function (this: ScenarioWorld, { request }: Container, memory: string) {
    request.limits = { memory };
  },
);

Given(
  '{container} asks for at most {int} processes',
  function (this: ScenarioWorld, { request }: Container, pids: number) {
    request.limits = { pids };
  },
);

Given(
  '{container} asks for at most {float} processors',
  function (this: ScenarioWorld, { request }: Container, cpus: number) {
    request.limits = { cpus };
  },
);

Given(
  '{container} asks to gain the capability of Linux {string}',
  function (this: ScenarioWorld, { request }: Container, capability: string) {
    request.addCapabilities = [capability];
  },
);

Given(
  '{container} asks to lose the capability of Linux {string}',
  function (this: ScenarioWorld, { request }: Container, capability: string) {
    request.dropCapabilities = [capability];
  },
);
