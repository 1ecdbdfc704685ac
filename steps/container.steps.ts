/** Containers: the states they are brought into, what is done to them, and how they are afterwards. */
import { Given, Then, When } from '@cucumber/cucumber';
import { refusalCategories } from '../harness/drivers/outcome';
import type { State } from '../harness/drivers/runtime';
import { freshName } from './support/connection';
import { type Container, handles } from './support/containers';
import { expectEqual, expectThat } from './support/expect';
import { processesBeside, processStart, timeOnProcessor } from './support/host';
import { askFor } from './support/operations';
import { defaultArgv, making, past, refused, renaming, states } from './support/states';
import type { ScenarioWorld } from './support/world';

const isRefusal = (word: string): boolean => refusalCategories.some((category) => category === word);
const probe = (sentence: string): string[] => ['/probe', ...sentence.split(' ')];

Given('a/an {state} {new}', async function (this: ScenarioWorld, state: string, role: string) {
  const argv = defaultArgv(state);
  await states[state]?.(this, this.containers.plan(role, { image: this.images.fixture('base'), argv }));
});

Given(
  'a/an {state} {new} whose process will {string}',
  async function (this: ScenarioWorld, state: string, role: string, sentence: string) {
    const request = { image: this.images.fixture('base'), argv: probe(sentence) };
    await states[state]?.(this, this.containers.plan(role, request));
  },
);

Given(
  'a/an {state} {new} of {image}',
  async function (this: ScenarioWorld, state: string, role: string, image: string) {
    await states[state]?.(this, this.containers.plan(role, { image, argv: defaultArgv(state) }));
  },
);

Given(
  'a/an {state} {new} of {image} whose process will {string}',
  async function (this: ScenarioWorld, state: string, role: string, image: string, sentence: string) {
    await states[state]?.(this, this.containers.plan(role, { image, argv: probe(sentence) }));
  },
);

Given(
  'a/an {state} {new} of {image} that runs {string}',
  async function (this: ScenarioWorld, state: string, role: string, image: string, program: string) {
    await states[state]?.(this, this.containers.plan(role, { image, argv: [program] }));
  },
);

Given(
  'a created {new} whose name is the beginning of the identifier of {container}',
  async function (this: ScenarioWorld, role: string, { id }: Container) {
    const request = { image: this.images.fixture('base'), argv: probe('hold') };
    const namesake = this.containers.plan(role, request);
    namesake.rename(id.slice(0, 12));
    await states.created?.(this, namesake);
  },
);

Given(
  /^(the container(?: "[^"]+")?) has been (created|started|started and has ended|started again and has ended|run|stopped|killed|paused|unpaused|restarted|renamed|removed|refused)$/,
  async function (this: ScenarioWorld, role: string, deed: string) {
    await past[deed]?.(this, this.containers.get(role));
  },
);

Given('{container} could not be started', async function (this: ScenarioWorld, { request }: Container) {
  refused(await this.runtime.start(request.name), 'start');
});

Given('the caller has looked at {container}', async function (this: ScenarioWorld, container: Container) {
  container.seen = await this.look(container);
  container.processes = processesBeside(container.seen.facts.pid);
});

Given(
  'the caller refers to {container} by {handle}',
  function (this: ScenarioWorld, container: Container, handle: string) {
    container.reference = handles[handle]?.(container) ?? container.reference;
  },
);

When('the runtime creates {container}', async function (this: ScenarioWorld, container: Container) {
  await this.act(making(container, () => this.runtime.create(container.request)));
});

When(
  'the runtime runs {container} in the background',
  async function (this: ScenarioWorld, container: Container) {
    await this.act(making(container, () => this.runtime.runDetached(container.request)));
  },
);

When('the runtime starts {container}', async function (this: ScenarioWorld, { reference }: Container) {
  await this.act(this.runtime.start(reference));
});

When('the runtime stops {container}', async function (this: ScenarioWorld, { reference }: Container) {
  await this.act(this.runtime.stop(reference));
});

When(
  'the runtime stops {container} with a grace of {int} second(s)',
  async function (this: ScenarioWorld, { reference }: Container, graceSeconds: number) {
    await this.act(this.runtime.stop(reference, { graceSeconds }));
  },
);

When('the runtime kills {container}', async function (this: ScenarioWorld, { reference }: Container) {
  await this.act(this.runtime.kill(reference));
});

When(
  'the runtime sends {signal} to {container}',
  async function (this: ScenarioWorld, signal: string, { reference }: Container) {
    await this.act(this.runtime.kill(reference, { signal }));
  },
);

When('the host kills the process of {container}', async function (this: ScenarioWorld, container: Container) {
  const { pid } = await this.facts(container);
  expectThat('the number of the process on the host', pid > 1, { actual: pid, expected: 'a number' });
  process.kill(pid, 'SIGKILL');
});

When('the runtime restarts {container}', async function (this: ScenarioWorld, { reference }: Container) {
  await this.act(this.runtime.restart(reference));
});

When(
  'the runtime restarts {container} with a grace of {int} second(s)',
  async function (this: ScenarioWorld, { reference }: Container, graceSeconds: number) {
    await this.act(this.runtime.restart(reference, { graceSeconds }));
  },
);

When('the runtime renames {container}', async function (this: ScenarioWorld, container: Container) {
  await this.act(renaming(this, container, freshName('renamed')));
});

When(
  'the runtime renames {container} as the malformed name {string}',
  async function (this: ScenarioWorld, container: Container, name: string) {
    await this.act(renaming(this, container, name));
  },
);

When(
  'the runtime gives {container} the name of {container}',
  async function (this: ScenarioWorld, container: Container, other: Container) {
    await this.act(renaming(this, container, other.request.name));
  },
);

When('the runtime waits for {container}', async function (this: ScenarioWorld, { reference }: Container) {
  await this.act(this.runtime.wait(reference));
});

When('the runtime removes {container}', async function (this: ScenarioWorld, { reference }: Container) {
  await this.act(this.runtime.remove(reference));
});

When(
  'the runtime removes {container} by force',
  async function (this: ScenarioWorld, { reference }: Container) {
    await this.act(this.runtime.remove(reference, { force: true }));
  },
);

When('the runtime inspects {container}', async function (this: ScenarioWorld, { reference }: Container) {
  await this.act(this.runtime.inspect(reference));
});

When(
  'the runtime is asked to {operation} {container}',
  async function (this: ScenarioWorld, operation: string, container: Container) {
    await this.act(askFor(this, operation, container));
  },
);

Then('{container} is {state}', async function (this: ScenarioWorld, container: Container, state: State) {
  expectEqual(`the state of ${container.role}`, (await this.facts(container)).state, state);
});

Then(
  '{container} is {state} unless the runtime has refused',
  async function (this: ScenarioWorld, container: Container, state: State) {
    const told = this.refusal() ?? (await this.facts(container)).state;
    const fits = told === state || isRefusal(told);
    expectThat(`the state of ${container.role}`, fits, { actual: told, expected: state });
  },
);

Then('{container} is not running', async function (this: ScenarioWorld, container: Container) {
  const { state } = await this.facts(container);
  expectThat(`the state of ${container.role}`, state !== 'running', { actual: state, expected: 'any other' });
});

Then('{container} is as it was', async function (this: ScenarioWorld, container: Container) {
  expectEqual(`what the runtime tells about ${container.role}`, await this.look(container), container.seen);
});

Then('{container} is as it was but for its name', async function (this: ScenarioWorld, container: Container) {
  const look = await this.look(container);
  const now = { ...look, facts: { ...look.facts, name: container.formerName } };
  expectEqual(`what the runtime tells about ${container.role}`, now, container.seen);
});

Then(
  '{container} has another name than {container}',
  async function (this: ScenarioWorld, one: Container, other: Container) {
    const names = [(await this.facts(one)).name, (await this.facts(other)).name];
    const fit = names.every(Boolean) && names[0] !== names[1];
    expectThat('two names', fit, { actual: names, expected: 'two' });
  },
);

Then('no process of {container} has made progress', function (this: ScenarioWorld, { processes }: Container) {
  expectThat('processes that the caller has looked at', processes.length > 0, {
    actual: processes.length,
    expected: 'one at least',
  });
  const busy = processes.filter(({ pid, ran }) => timeOnProcessor(pid) !== ran);
  expectEqual('processes that have had a processor since', busy, []);
});

Then('{container} has no process', async function (this: ScenarioWorld, container: Container) {
  expectEqual('the number of its process on the host', (await this.facts(container)).pid, 0);
});

Then('{container} does not exist', async function (this: ScenarioWorld, { request, role }: Container) {
  const outcome = await this.runtime.inspect(request.name);
  const category = outcome.kind === 'refusal' ? outcome.category : 'it is there';
  expectEqual(`inspecting ${role}`, category, 'not-found');
});

Then('{container} is soon {state}', async function (this: ScenarioWorld, container: Container, state: State) {
  const ask = async () => (await this.facts(container)).state;
  await this.soon(`the state of ${container.role}`, ask, (seen) => seen === state, state);
});

Then(
  'the runtime has soon started {container} again {int} time(s)',
  async function (this: ScenarioWorld, container: Container, times: number) {
    const ask = async () => (await this.facts(container)).restarts;
    await this.soon(`the restarts of ${container.role}`, ask, (seen) => seen === times, times);
  },
);

Then('{container} is soon gone', async function (this: ScenarioWorld, { request, role }: Container) {
  const ask = async () => (await this.runtime.inspect(request.name)).kind;
  await this.soon(`inspecting ${role}`, ask, (kind) => kind === 'refusal', 'refusal');
});

Then(
  '{container} ends with exit status {int}',
  async function (this: ScenarioWorld, container: Container, status: number) {
    if (this.evidence.unseen) this.answer();
    const { exitStatus } = await this.given(this.runtime.wait(container.request.name));
    expectEqual('the exit status that wait reports', exitStatus, status);
    expectEqual('the exit status that inspect reports', (await this.facts(container)).exitStatus, status);
  },
);

Then(
  'the exit status of {container} is {int}',
  async function (this: ScenarioWorld, container: Container, status: number) {
    expectEqual(`the exit status of ${container.role}`, (await this.facts(container)).exitStatus, status);
  },
);

Then(
  'the process that {container} had is gone',
  async function (this: ScenarioWorld, { seen: { facts, began } }: Container) {
    expectThat('what the runtime has told about the process', began !== undefined, {
      actual: facts.pid,
      expected: 'the number of a process of the host',
    });
    const gone = processStart(facts.pid) !== began;
    expectThat('the process on the host', gone, { actual: `${facts.pid} is alive`, expected: 'gone' });
  },
);

Then(
  'none of the processes that {container} had is left',
  function (this: ScenarioWorld, { processes }: Container) {
    expectThat('the processes that the container had', processes.length > 1, {
      actual: processes.length,
      expected: 'two at least',
    });
    const left = processes.filter(({ pid, began }) => processStart(pid) === began);
    expectEqual('those that are still there', left, []);
  },
);
