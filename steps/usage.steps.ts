/** What a container uses. */
import { Then, When } from '@cucumber/cucumber';
import type { Usage } from '../harness/drivers/runtime';
import type { Container } from './support/containers';
import { expectEqual, expectThat } from './support/expect';
import type { ScenarioWorld } from './support/world';

When(
  'the runtime tells what {container} uses',
  async function (this: ScenarioWorld, { reference }: Container) {
    await this.act(this.runtime.usage(reference));
  },
);

Then('the answer shows {int} processes', function (this: ScenarioWorld, number: number) {
  expectEqual('the processes in the answer', this.answer<Usage>().value.processes, number);
});

Then(
  'the answer shows between {int} and {int} bytes of memory',
  function (this: ScenarioWorld, least: number, most: number) {
    const { memory } = this.answer<Usage>().value;
    const expected = `${least} to ${most}`;
    expectThat('the memory in the answer', memory >= least && memory <= most, { actual: memory, expected });
  },
);

Then('the runtime refuses as a conflict, or the answer shows no use', function (this: ScenarioWorld) {
  const category = this.refusal();
  const made = category ?? this.answer<Usage>().value;
  if (category) expectEqual('the refusal', category, 'conflict');
  else expectEqual('what the answer shows', made, { processes: 0, memory: 0 });
});
