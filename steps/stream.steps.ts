/** Standard streams: running with input, logs, attached and waiting callers. */
import { Given, Then, When } from '@cucumber/cucumber';
import type { RefusalCategory } from '../harness/drivers/outcome';
import type { Streams } from '../harness/drivers/runtime';
import { Violation } from '../harness/verdicts/evidence';
import type { Container } from './support/containers';
import { expectBytes, expectEqual, expectThat } from './support/expect';
import { pattern, surroundingsIn } from './support/process-output';
import type { ScenarioWorld } from './support/world';

const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

const pick = ({ stdout, stderr }: Streams, stream: string): Buffer =>
  stream === 'standard output' ? stdout : stderr;

When('the runtime runs {container}', async function (this: ScenarioWorld, container: Container) {
  container.mayExist = true;
  await this.act(this.runtime.run(container.request));
});

When(
  'the runtime runs {container} at a terminal of {int} rows and {int} columns',
  async function (this: ScenarioWorld, container: Container, rows: number, columns: number) {
    container.mayExist = true;
    await this.act(this.runtime.run(container.request, { terminalSize: { rows, columns } }));
  },
);

When(
  'the runtime runs {container} with the input {text}',
  async function (this: ScenarioWorld, container: Container, input: string) {
    container.mayExist = true;
    await this.act(this.runtime.run(container.request, { stdin: Buffer.from(input) }));
  },
);

When(
  'the runtime runs {container} with {int} bytes of the pattern as input',
  async function (this: ScenarioWorld, container: Container, bytes: number) {
    container.mayExist = true;
    await this.act(this.runtime.run(container.request, { stdin: pattern(bytes) }));
  },
);

When(
  'the runtime reads the last {int} line(s) of the log of {container}',
  async function (this: ScenarioWorld, last: number, { reference }: Container) {
    await this.act(this.runtime.logs(reference, { last }));
  },
);

When(
  'the runtime reads the log of {container} {bound} then',
  async function (this: ScenarioWorld, { reference }: Container, bound: 'since' | 'until') {
    await this.act(this.runtime.logs(reference, { [bound]: this.workspace.noted }));
  },
);

When(
  'the runtime reads the log of {container} {bound} {string}',
  async function (this: ScenarioWorld, { reference }: Container, bound: 'since' | 'until', time: string) {
    await this.act(this.runtime.logs(reference, { [bound]: time }));
  },
);

When(
  'the runtime reads the log of {container} with times',
  async function (this: ScenarioWorld, { reference }: Container) {
    await this.act(this.runtime.logs(reference, { times: true }));
  },
);

When('the runtime reads the log of {container}', async function (this: ScenarioWorld, container: Container) {
  await this.act(this.runtime.logs(container.reference));
});

Then('the {stream} is {text}', function (this: ScenarioWorld, stream: string, text: string) {
  expectBytes(`the ${stream}`, pick(this.streams, stream), Buffer.from(text));
});

Then('the {stream} begins with {text}', function (this: ScenarioWorld, stream: string, text: string) {
  const expected = Buffer.from(text);
  expectBytes(`how the ${stream} begins`, pick(this.streams, stream).subarray(0, expected.length), expected);
});

Then(
  'the {stream} is {int} bytes of the pattern',
  function (this: ScenarioWorld, stream: string, bytes: number) {
    expectBytes(`the ${stream}`, pick(this.streams, stream), pattern(bytes));
  },
);

Then(
  'the {stream} is {int} bytes of the pattern before {text}',
  function (this: ScenarioWorld, stream: string, bytes: number, end: string) {
    const expected = Buffer.concat([pattern(bytes), Buffer.from(end)]);
    expectBytes(`the ${stream}`, pick(this.streams, stream), expected);
  },
);

Then('the {stream} is a line of {int} bytes', function (this: ScenarioWorld, stream: string, bytes: number) {
  expectBytes(`the ${stream}`, pick(this.streams, stream), Buffer.from(`${'x'.repeat(bytes)}\n`));
});

Then(
  'the {stream} is {text} with a time before every line',
  function (this: ScenarioWorld, stream: string, text: string) {
    const lines = pick(this.streams, stream)
      .toString()
      .split(/(?<=\n)/);
    const parts = lines.map((line) => /^(\S+) (.*)$/s.exec(line) ?? []);
    expectEqual('the lines behind the times', parts.map(([, , rest = '']) => rest).join(''), text);
    const times = parts.map(([, time = '']) => time);
    const wrong = times.filter((time) => !rfc3339.test(time) || Number.isNaN(Date.parse(time)));
    expectEqual('times that are not as RFC 3339 has them', wrong, []);
    expectEqual('the times, in order', times, [...times].sort());
  },
);

Then(
  'the log of {container} is what the caller has received',
  async function (this: ScenarioWorld, container: Container) {
    const received = this.streams.stdout;
    expectBytes(`the log of ${container.role}`, (await this.logs(container)).stdout, received);
  },
);

Then(
  'the log of {container} is {text}',
  async function (this: ScenarioWorld, container: Container, text: string) {
    const { stdout } = await this.logs(container);
    expectBytes(`the log of ${container.role}, standard output`, stdout, Buffer.from(text));
  },
);

Then(
  'the log of {container} soon holds {text}',
  async function (this: ScenarioWorld, container: Container, text: string) {
    const ask = async () => (await this.logs(container)).stdout.toString();
    await this.soon(`the log of ${container.role}`, ask, (log) => log.includes(text), text);
  },
);

Then(
  'every process of {container} has found the same',
  async function (this: ScenarioWorld, container: Container) {
    const [first, ...others] = surroundingsIn((await this.logs(container)).stdout);
    expectThat('processes that have told', others.length > 0, {
      actual: others.length + 1,
      expected: 'two at least',
    });
    for (const other of others) expectEqual('what a later process has found', other, first);
  },
);

Then(
  '{container} and {container} have found the same but for their host names',
  async function (this: ScenarioWorld, one: Container, other: Container) {
    const [first, second] = [one, other].map(async (each) => withoutHostName((await this.logs(each)).stdout));
    expectEqual('what the other process has found', await second, await first);
  },
);

function withoutHostName(stdout: Buffer) {
  const [found] = surroundingsIn(stdout);
  if (!found) throw new Violation('the facts of the process', stdout.toString(), 'the log');
  const environment = found.environment.filter((entry) => !entry.startsWith('HOSTNAME='));
  return { ...found, hostname: '', environment };
}

Given('a caller who is attached to {container}', async function (this: ScenarioWorld, container: Container) {
  await this.given(this.join(container));
});

Given(
  'a caller who is attached to {container} and takes nothing',
  async function (this: ScenarioWorld, container: Container) {
    await this.given(this.join(container, { stalled: true }));
  },
);

Given(
  'a caller who follows the log of {container}',
  async function (this: ScenarioWorld, container: Container) {
    container.sessions.push(await this.given(this.runtime.followLogs(container.reference)));
  },
);

Given(
  'a caller who follows the log of {container} and takes nothing',
  async function (this: ScenarioWorld, container: Container) {
    const following = this.runtime.followLogs(container.reference, { stalled: true });
    container.sessions.push(await this.given(following));
  },
);

Given('the caller has noted the time', function (this: ScenarioWorld) {
  this.workspace.noted = new Date().toISOString();
});

Given('a caller who waits for {container}', function (this: ScenarioWorld, container: Container) {
  container.wait(this.runtime);
});

Given('the caller has exchanged a line with the process', async function (this: ScenarioWorld) {
  const session = this.containers.session;
  await session.write(Buffer.from('are you there\n'));
  await session.until('are you there\n');
});

Given('the caller has gone away', async function (this: ScenarioWorld) {
  await this.containers.leave();
});

When('the caller writes {text}', async function (this: ScenarioWorld, text: string) {
  await this.containers.session.write(Buffer.from(text));
});

When('the caller types Ctrl-P and Ctrl-Q', async function (this: ScenarioWorld) {
  await this.containers.session.type(['\u0010', '\u0011']);
});

When('the caller goes away', async function (this: ScenarioWorld) {
  await this.containers.leave();
});

Then('every caller receives {text}', async function (this: ScenarioWorld, text: string) {
  for (const session of this.containers.sessions) {
    await session.until(text);
    expectBytes('what a caller has received', session.received().stdout, Buffer.from(text));
  }
});

Then(
  'the session ends with {text} on {stream}',
  async function (this: ScenarioWorld, text: string, stream: string) {
    for (const session of this.containers.sessions)
      expectBytes(
        `what a caller has received on ${stream}`,
        pick(await session.ended, stream),
        Buffer.from(text),
      );
  },
);

Then('every session ends with exit status {int}', async function (this: ScenarioWorld, status: number) {
  const ended = await Promise.all(this.containers.sessions.map((session) => session.ended));
  const statuses = ended.map(({ exitStatus }) => exitStatus);
  const expected = statuses.map(() => status);
  expectEqual('the exit statuses that callers are told', statuses, expected);
});

Then('every session ends', async function (this: ScenarioWorld) {
  const ended = await Promise.all(this.containers.sessions.map((session) => session.ended));
  expectEqual('sessions that have ended', ended.length, this.containers.sessions.length);
});

Then('every waiting caller is told exit status {int}', async function (this: ScenarioWorld, status: number) {
  if (this.evidence.unseen) this.answer();
  for (const { outcome } of this.containers.waits)
    expectEqual('what a waiting caller is told', (await this.given(outcome)).exitStatus, status);
});

Then(
  'every waiting caller is answered or refused: {refusal}',
  async function (this: ScenarioWorld, allowed: RefusalCategory[]) {
    if (this.evidence.unseen) this.answer();
    for (const { outcome } of this.containers.waits) {
      const told = await outcome;
      const fits = told.kind === 'answer' || allowed.includes(told.category);
      expectThat('what came of a wait', fits, { actual: told, expected: ['an answer', ...allowed] });
    }
  },
);

Then('no waiting caller is told anything', function (this: ScenarioWorld) {
  const over = this.containers.waits.filter((wait) => wait.over).length;
  expectThat('callers that wait', over === 0, {
    actual: `${over} were answered`,
    expected: 'none was answered',
  });
});
