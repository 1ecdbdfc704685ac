/** What an answer to inspect shows of what was asked for, and of what has happened. */
import { type DataTable, Then } from '@cucumber/cucumber';
import type { ContainerFacts } from '../harness/drivers/runtime';
import { SuiteError } from '../harness/verdicts/evidence';
import { expectEqual, expectThat } from './support/expect';
import { shown, shownWishes } from './support/request-words';
import type { ScenarioWorld } from './support/world';

const facts = (world: ScenarioWorld): ContainerFacts => world.answer<ContainerFacts>().value;

Then('the answer shows the arguments:', function (this: ScenarioWorld, table: DataTable) {
  expectEqual('the arguments in the answer', facts(this).asked.argv, table.rows().flat());
});

Then(
  'the answer shows the environment variable {string} with the value {text}',
  function (this: ScenarioWorld, name: string, value: string) {
    const found = facts(this).asked.environment.filter((variable) => variable.startsWith(`${name}=`));
    expectEqual(`the variable ${name} in the answer`, found, [`${name}=${value}`]);
  },
);

Then(
  'the answer shows the label {string} with the value {text}',
  function (this: ScenarioWorld, name: string, value: string) {
    const { labels } = facts(this);
    expectEqual(`the label ${name} in the answer`, labels[this.containers.ownLabel(name)], value);
  },
);

Then(
  'the answer shows the {setting} {string}',
  function (this: ScenarioWorld, setting: string, value: string) {
    const read = shown[setting];
    if (!read) throw new SuiteError(`the suite does not know where the ${setting} is shown`);
    expectEqual(`the ${setting} in the answer`, read(facts(this)), value);
  },
);

Then(
  /^the answer shows (that|no sign that) (.+) was asked for$/,
  function (this: ScenarioWorld, sign: string, wish: string) {
    const read = shownWishes[wish];
    if (!read) throw new SuiteError(`the suite does not know where '${wish}' is shown`);
    expectEqual(`whether ${wish} was asked for, in the answer`, read(facts(this)), sign === 'that');
  },
);

Then('the answer shows a limit of {int} bytes of memory', function (this: ScenarioWorld, bytes: number) {
  expectEqual('the limit in the answer', facts(this).asked.memory, bytes);
});

Then(
  'the answer shows when it was created, started and ended, in this order',
  function (this: ScenarioWorld) {
    const { created = '', started = '', ended = '' } = facts(this).times;
    const times = [created, started, ended].map((time) => Date.parse(time));
    const rising = times.every((time, i) => time >= (times[i - 1] ?? 0));
    expectThat('the times in the answer', rising, {
      actual: { created, started, ended },
      expected: 'rising',
    });
  },
);

Then('the answer shows neither a start nor an end', function (this: ScenarioWorld) {
  const { started, ended } = facts(this).times;
  expectEqual('the times in the answer', { started, ended }, { started: undefined, ended: undefined });
});

Then('the answer shows an end after the time that was noted', function (this: ScenarioWorld) {
  const { ended = '' } = facts(this).times;
  const { noted } = this.workspace;
  expectThat('the end in the answer', Date.parse(ended) >= Date.parse(noted), {
    actual: ended,
    expected: noted,
  });
});

Then('the answer shows {int} restart(s)', function (this: ScenarioWorld, number: number) {
  expectEqual('the number of restarts in the answer', facts(this).restarts, number);
});
