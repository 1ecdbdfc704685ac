/** The life cycle: where an operation, or two at once, have led a container. */
import { Then } from '@cucumber/cucumber';
import type { Container } from './support/containers';
import { expectThat } from './support/expect';
import { isState, leads, leadsOn, stateOf } from './support/life-cycle';
import type { ScenarioWorld } from './support/world';

Then(
  '{container} is where {operation} leads from {state}',
  async function (this: ScenarioWorld, container: Container, operation: string, before: string) {
    const allowed = leads(operation, before);
    const refusal = this.refusal();
    if (refusal === undefined) return expectState(this, container, allowed.filter(isState));
    expectThat('the refusal', allowed.includes(refusal), { actual: refusal, expected: allowed });
    return expectState(this, container, [before]);
  },
);

Then(
  '{container} is where {operation} and {operation} lead from {state} in one order or the other',
  async function (this: ScenarioWorld, container: Container, one: string, other: string, before: string) {
    this.refusals();
    await expectState(this, container, leadsOn([one, other], before));
  },
);

Then('state and process of {container} agree', async function (this: ScenarioWorld, container: Container) {
  this.refusals();
  const ask = async () => {
    const { facts, began } = await this.look(container);
    return { state: facts.state, lives: began !== undefined };
  };
  const agree = ({ state, lives }: { state: string; lives: boolean }) => lives === (state === 'running');
  await this.soon(
    'state and process',
    ask,
    agree,
    'a process that lives if and only if the state is running',
  );
});

/** A process that was killed may take a moment to end. */
const expectState = (world: ScenarioWorld, container: Container, allowed: readonly string[]): Promise<void> =>
  world.soon(
    `the state of ${container.role}`,
    () => stateOf(world, container),
    (state) => allowed.includes(state),
    allowed,
  );
