/** Limits, seen from outside and beside others. */
import { Then } from '@cucumber/cucumber';
import type { ContainerFacts } from '../harness/drivers/runtime';
import type { Container } from './support/containers';
import { expectEqual, expectThat } from './support/expect';
import { existing } from './support/host';
import { factsIn } from './support/process-output';
import type { ScenarioWorld } from './support/world';

Then(
  'the process has a greater weight than that of {container}',
  async function (this: ScenarioWorld, container: Container) {
    const own = factsIn(this.streams.stdout).limits.processorWeight ?? 0;
    const other = factsIn((await this.logs(container)).stdout).limits.processorWeight ?? 0;
    expectThat('the weight of the process', own > other, { actual: own, expected: `more than ${other}` });
  },
);

Then('the answer shows that a process was killed for want of memory', function (this: ScenarioWorld) {
  expectEqual('want of memory', this.answer<ContainerFacts>().value.outOfMemory, true);
});

Then(
  'none of the cgroups that {container} had is left',
  async function (this: ScenarioWorld, container: Container) {
    const { cgroups } = container.seen;
    expectThat('the cgroups of the container', cgroups.length > 0, {
      actual: cgroups,
      expected: 'at least one',
    });
    await this.soon(
      'cgroups of the container',
      async () => existing(cgroups),
      (left) => left.length === 0,
      'none is left',
    );
  },
);
