/** Processes of a running container: others beside the first, all of them listed, given other limits. */
import { type DataTable, Given, Then, When } from '@cucumber/cucumber';
import type { ExecRequest, RunOptions } from '../harness/drivers/runtime';
import { SuiteError } from '../harness/verdicts/evidence';
import type { Container } from './support/containers';
import { expectSet } from './support/expect';
import { processesBeside } from './support/host';
import type { ScenarioWorld } from './support/world';

const words = (sentence: string): string[] => ['/probe', ...sentence.split(' ')];

When(
  'the runtime executes {string} in {container}',
  async function (this: ScenarioWorld, sentence: string, { reference }: Container) {
    await this.act(this.runtime.execute(reference, { argv: words(sentence) }));
  },
);

When(
  'the runtime executes the program {string} in {container}',
  async function (this: ScenarioWorld, program: string, { reference }: Container) {
    await this.act(this.runtime.execute(reference, { argv: [program] }));
  },
);

When(
  'the runtime executes {string} in {container} with:',
  async function (this: ScenarioWorld, sentence: string, { reference }: Container, table: DataTable) {
    const { request, options } = wishesIn(table);
    await this.act(this.runtime.execute(reference, { argv: words(sentence), ...request }, options));
  },
);

When(
  'the runtime executes {string} in {container} in the background',
  async function (this: ScenarioWorld, sentence: string, { reference }: Container) {
    await this.act(this.runtime.executeDetached(reference, { argv: words(sentence) }));
  },
);

Given(
  '{string} has been executed in {container} in the background',
  async function (this: ScenarioWorld, sentence: string, { reference }: Container) {
    await this.given(this.runtime.executeDetached(reference, { argv: words(sentence) }));
  },
);

Given(
  'a caller who executes {string} in {container}',
  async function (this: ScenarioWorld, sentence: string, container: Container) {
    const request = { argv: words(sentence), stdinOpen: true };
    container.sessions.push(await this.given(this.runtime.executeAttached(container.reference, request)));
  },
);

Then(
  'the processes listed are exactly those of {container}',
  async function (this: ScenarioWorld, container: Container) {
    const { pids } = this.answer<{ pids: number[] }>().value;
    const { pid } = await this.facts(container);
    expectSet(
      'the processes listed',
      pids.map(String),
      processesBeside(pid).map((each) => String(each.pid)),
    );
  },
);

Given(
  'the limits of {container} have been changed to {string} processors',
  async function (this: ScenarioWorld, { reference }: Container, cpus: string) {
    await this.given(this.runtime.update(reference, { cpus: Number(cpus) }));
  },
);

Given(
  'the limits of {container} have been changed to at most {int} processes',
  async function (this: ScenarioWorld, { reference }: Container, pids: number) {
    await this.given(this.runtime.update(reference, { pids }));
  },
);

When(
  'the runtime changes the memory of {container} to {string}',
  async function (this: ScenarioWorld, { reference }: Container, memory: string) {
    await this.act(this.runtime.update(reference, { memory }));
  },
);

interface Wishes {
  readonly request: Partial<ExecRequest>;
  readonly options: RunOptions;
}

/** What a caller may wish for, one row for each. */
const wishes: Readonly<
  Record<string, (value: string) => { request?: Partial<ExecRequest>; options?: RunOptions }>
> = {
  user: (user) => ({ request: { user } }),
  'working directory': (workingDirectory) => ({ request: { workingDirectory } }),
  variable: (text) => {
    const [name = '', value = ''] = text.split(/=(.*)/s);
    return { request: { environment: { [name]: value } } };
  },
  input: (text) => ({ options: { stdin: Buffer.from(text) } }),
  'terminal of': (size) => {
    const [rows = 0, columns = 0] = size.split(' by ').map(Number);
    return { request: { terminal: true }, options: { terminalSize: { rows, columns } } };
  },
};

function wishesIn(table: DataTable): Wishes {
  const all = table.raw().map(([name = '', value = '']) => {
    const wish = wishes[name];
    if (!wish) throw new SuiteError(`a process cannot be executed with '${name}'`);
    return wish(value);
  });
  return {
    request: Object.assign({}, ...all.map(({ request }) => request)),
    options: Object.assign({}, ...all.map(({ options }) => options)),
  };
}
