/** Callers who are told what happens. */
import { type DataTable, Given, Then } from '@cucumber/cucumber';
import type { RuntimeEvent } from '../harness/drivers/runtime';
import { conditionsIn } from './support/conditions';
import type { Container } from './support/containers';
import { expectEqual, expectThat } from './support/expect';
import type { ScenarioWorld } from './support/world';

Given('a caller who is told of events with:', async function (this: ScenarioWorld, table: DataTable) {
  const conditions = await conditionsIn(this, table);
  const since = this.workspace.hasNoted ? this.workspace.noted : new Date().toISOString();
  this.containers.listeners.push(await this.given(this.runtime.listen({ since, conditions })));
});

Then(
  'every listener is told in this order, among others:',
  async function (this: ScenarioWorld, table: DataTable) {
    const expected = table.raw().flat();
    for (const listener of this.containers.listeners) {
      await listener.until((told) => inOrder(kinds(told), expected), expected.join(', '));
      expectThat('what the caller is told', inOrder(kinds(listener.told()), expected), {
        actual: kinds(listener.told()),
        expected,
      });
    }
  },
);

Then('every listener is told exactly:', async function (this: ScenarioWorld, table: DataTable) {
  const expected = table.raw().flat();
  for (const listener of this.containers.listeners) {
    await listener.until((told) => told.length >= expected.length, expected.join(', '));
    expectEqual('what the caller is told', kinds(listener.told()), expected);
  }
});

Then('every event names {container}', function (this: ScenarioWorld, { id, request }: Container) {
  const named = told(this).map((event) => [event.id, event.name]);
  expectEqual(
    'the identifiers and names in the events',
    named,
    named.map(() => [id, request.name]),
  );
});

Then('every event has a time, none before the one before it', function (this: ScenarioWorld) {
  const times = told(this).map(({ time }) => time);
  const rising = times.every((time, i) => time !== undefined && time >= (times[i - 1] ?? 0));
  expectThat('the times of the events', rising && times.length > 0, { actual: times, expected: 'rising' });
});

Then('the end is told with exit status {int}', function (this: ScenarioWorld, status: number) {
  const ends = told(this).filter(({ kind }) => kind === 'ended');
  expectEqual(
    'the exit statuses in the events',
    ends.map(({ exitStatus }) => exitStatus),
    [status],
  );
});

const told = ({ containers }: ScenarioWorld): RuntimeEvent[] =>
  containers.listeners.flatMap((listener) => listener.told());

const kinds = (events: readonly RuntimeEvent[]): string[] => events.map(({ kind }) => kind);

/** Whether `wanted` stand in `all` one after the other, whatever stands between. */
function inOrder(all: readonly string[], wanted: readonly string[]): boolean {
  let found = 0;
  for (const each of all) if (each === wanted[found]) found += 1;
  return found === wanted.length;
}
