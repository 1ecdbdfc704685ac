/** Several callers at once: what they ask for, and what each of them is told. */
import { Then, When } from '@cucumber/cucumber';
import type { RefusalCategory } from '../harness/drivers/outcome';
import { freshName } from './support/connection';
import type { Container } from './support/containers';
import { expectEqual, expectThat } from './support/expect';
import { askFor } from './support/operations';
import { making, renaming } from './support/states';
import type { ScenarioWorld } from './support/world';

When(
  'two callers at once ask the runtime to {operation} and to {operation} {container}',
  async function (this: ScenarioWorld, one: string, other: string, container: Container) {
    await this.act(askFor(this, one, container), askFor(this, other, container));
  },
);

When(
  'two callers at once ask the runtime to create {container} and {container}',
  async function (this: ScenarioWorld, one: Container, other: Container) {
    await this.act(...[one, other].map((each) => making(each, () => this.runtime.create(each.request))));
  },
);

When(
  'two callers at once ask the runtime to give one name to {container} and {container}',
  async function (this: ScenarioWorld, one: Container, other: Container) {
    const name = freshName('coveted');
    await this.act(...[one, other].map((each) => renaming(this, each, name)));
  },
);

Then('both callers succeed', function (this: ScenarioWorld) {
  expectEqual('what the callers were refused for', this.refusals(), [undefined, undefined]);
});

Then(
  'one caller succeeds and the other is refused: {refusal}',
  function (this: ScenarioWorld, allowed: RefusalCategory[]) {
    const refused = this.refusals().filter((category) => category !== undefined);
    const fits = refused.length === 1 && refused.every((category) => allowed.includes(category));
    expectThat('the refusals', fits, { actual: refused, expected: `one of: ${allowed.join(', ')}` });
  },
);

Then(
  'each caller succeeds or is refused: {refusal}',
  function (this: ScenarioWorld, allowed: RefusalCategory[]) {
    const others = this.refusals().filter((category) => category && !allowed.includes(category));
    expectEqual('refusals of another kind', others, []);
  },
);
