/** Listings of containers: they hold those of other scenarios too, so each step asks for one container. */
import { type DataTable, Then, When } from '@cucumber/cucumber';
import type { ContainerSummary } from '../harness/drivers/runtime';
import { conditionsIn } from './support/conditions';
import type { Container } from './support/containers';
import { expectEqual, expectSet, expectThat } from './support/expect';
import type { ScenarioWorld } from './support/world';

When('the runtime lists the running containers', async function (this: ScenarioWorld) {
  await this.act(this.runtime.list());
});

When('the runtime lists all containers', async function (this: ScenarioWorld) {
  await this.act(this.runtime.list({ all: true }));
});

When('the runtime lists the containers with:', async function (this: ScenarioWorld, table: DataTable) {
  await this.act(this.runtime.list({ conditions: await conditionsIn(this, table) }));
});

When('the runtime lists all containers with:', async function (this: ScenarioWorld, table: DataTable) {
  await this.act(this.runtime.list({ all: true, conditions: await conditionsIn(this, table) }));
});

When(
  'the runtime lists the last {int} container(s) with:',
  async function (this: ScenarioWorld, last: number, table: DataTable) {
    await this.act(this.runtime.list({ last, conditions: await conditionsIn(this, table) }));
  },
);

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

Then('the list holds exactly:', function (this: ScenarioWorld, table: DataTable) {
  const expected = table.raw().flatMap(([role = '']) => this.containers.get(role).id);
  const ids = this.answer<ContainerSummary[]>().value.map(({ id }) => id);
  expectSet('the containers in the list', ids, expected);
});

Then('the list is empty', function (this: ScenarioWorld) {
  expectEqual('the containers in the list', this.answer<ContainerSummary[]>().value, []);
});

Then('the list has the order in which they were created, or the reverse', function (this: ScenarioWorld) {
  const ids = this.answer<ContainerSummary[]>().value.map(({ id }) => id);
  const expected = this.containers.all.map(({ id }) => id).filter((id) => ids.includes(id));
  if (ids[0] !== expected[0]) expected.reverse();
  expectEqual('the order of the list', ids, expected);
});

Then(
  'the list shows {container} in the state {state}',
  function (this: ScenarioWorld, container: Container, state: string) {
    const { value } = this.answer<ContainerSummary[]>();
    expectEqual(`the state of ${container.role} in the list`, listed(value, container)[0]?.state, state);
  },
);

Then('{container} is not listed', async function (this: ScenarioWorld, container: Container) {
  const all = await this.given(this.runtime.list({ all: true }));
  expectEqual(`entries for ${container.role}`, listed(all, container), []);
});
