/** Removing what nobody uses. */
import { type DataTable, Then, When } from '@cucumber/cucumber';
import { conditionsIn } from './support/conditions';
import { expectEqual, expectSet } from './support/expect';
import type { ScenarioWorld } from './support/world';

When('the runtime prunes the containers with:', async function (this: ScenarioWorld, table: DataTable) {
  await this.act(this.runtime.pruneContainers(await conditionsIn(this, table)));
});

When('the runtime prunes the images with:', async function (this: ScenarioWorld, table: DataTable) {
  await this.act(this.runtime.pruneImages(await conditionsIn(this, table)));
});

Then('the answer names exactly:', function (this: ScenarioWorld, table: DataTable) {
  const expected = table.raw().flatMap(([role = '']) => this.containers.get(role).id);
  expectSet('what was removed, as it is told', this.answer<{ removed: string[] }>().value.removed, expected);
});

Then('the answer names nothing', function (this: ScenarioWorld) {
  expectEqual('what was removed, as it is told', this.answer<{ removed: string[] }>().value.removed, []);
});
