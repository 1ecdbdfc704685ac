/** Listings of containers: they hold those of other scenarios too, so each step asks for one container. */
import { Then, When } from '@cucumber/cucumber';
import type { ContainerSummary } from '../harness/drivers/runtime';
import type { Container } from './support/containers';
import { expectEqual, expectThat } from './support/expect';
import type { ScenarioWorld } from './support/world';

When('the runtime lists the running containers', async function (this: ScenarioWorld) {
  await this.act(this.runtime.list());
});

When('the runtime lists all containers', async function (this: ScenarioWorld) {
  await this.act(this.runtime.list({ all: true }));
});

const listed = (list: readonly ContainerSummary[], { request }: Container) =>
  list.filter(({ names }) => names.includes(request.name));

Then('the list holds {container}', function (this: ScenarioWorld, container: Container) {
  const ids = this.answer<ContainerSummary[]>().value.map(({ id }) => id);
  const expected = `${container.id} among them`;
  expectThat(`entries for ${container.role}`, ids.includes(container.id), { actual: ids, expected });
});

Then('the list does not hold {container}', function (this: ScenarioWorld, container: Container) {
  const { value } = this.answer<ContainerSummary[]>();
  const found = value.filter(({ id }) => id === container.id);
  expectEqual(`entries for ${container.role}`, [...found, ...listed(value, container)], []);
});

Then('the list shows {container} with its name', function (this: ScenarioWorld, container: Container) {
  const { value } = this.answer<ContainerSummary[]>();
  const ids = listed(value, container).map(({ id }) => id);
  expectEqual(`entries with the name of ${container.role}`, ids, [container.id]);
});

Then('{container} is not listed', async function (this: ScenarioWorld, container: Container) {
  const all = await this.given(this.runtime.list({ all: true }));
  expectEqual(`entries for ${container.role}`, listed(all, container), []);
});
