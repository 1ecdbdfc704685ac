/** What the process may do beyond its user's rights: capabilities of Linux, groups, filters, keys. */
import { type DataTable, Given, Then } from '@cucumber/cucumber';
import type { Facts } from '../harness/probe/facts';
import { environmentMediaType } from '../harness/verdicts/evidence';
import type { Container } from './support/containers';
import { expectEqual, expectThat } from './support/expect';
import { hostLacksCapabilities } from './support/host';
import { capabilityNames, factsIn, holds } from './support/process-output';
import { sights } from './support/sights';
import type { ScenarioWorld } from './support/world';

const facts = (world: ScenarioWorld): Facts => factsIn(world.streams.stdout);

Given('a host whose root has all capabilities of Linux', function (this: ScenarioWorld) {
  if (!hostLacksCapabilities()) return undefined;
  this.tell({ missing: 'a root user with all capabilities of Linux' }, environmentMediaType);
  return 'skipped';
});

Then(
  'the process sees the {sight} {string}',
  function (this: ScenarioWorld, name: keyof typeof sights, expected: string) {
    expectEqual(`the ${name} that the process sees`, sights[name](facts(this)), expected);
  },
);

Then(
  'the process can have none of these capabilities of Linux:',
  function (this: ScenarioWorld, table: DataTable) {
    const { effective, permitted, bounding } = facts(this).capabilities;
    const had = table
      .raw()
      .flat()
      .filter((name) => [effective, permitted, bounding].some((set) => holds(set, name)));
    expectEqual('capabilities that the process has or can get', had, []);
  },
);

Then('the process has the capability of Linux {string}', function (this: ScenarioWorld, name: string) {
  const { effective } = facts(this).capabilities;
  expectThat('the effective capabilities', holds(effective, name), { actual: effective, expected: name });
});

Then('the process has no effective capabilities of Linux', function (this: ScenarioWorld) {
  expectEqual(
    'the effective capabilities',
    BigInt(`0x${facts(this).capabilities.effective}`).toString(16),
    '0',
  );
});

Then('the process has the capabilities of Linux:', function (this: ScenarioWorld, table: DataTable) {
  const { effective } = facts(this).capabilities;
  const missing = names(table).filter((name) => !holds(effective, name));
  expectEqual('capabilities that the process does not have', missing, []);
});

Then('the process can have no capabilities of Linux but:', function (this: ScenarioWorld, table: DataTable) {
  const { effective, permitted, bounding } = facts(this).capabilities;
  const others = capabilityNames
    .filter((name) => !names(table).includes(name))
    .filter((name) => [effective, permitted, bounding].some((set) => holds(set, name)));
  expectEqual('other capabilities that the process has or can get', others, []);
});

Then('the process belongs to no groups but:', function (this: ScenarioWorld, table: DataTable) {
  const { gid, groups } = facts(this);
  const others = [gid, ...groups].filter((group) => !names(table).includes(String(group)));
  expectEqual('other groups of the process', others, []);
});

Then(
  'the process shares no session keyring with {container}',
  async function (this: ScenarioWorld, container: Container) {
    const own = facts(this).sessionKeyring;
    const other = factsIn((await this.logs(container)).stdout).sessionKeyring;
    expectThat('the session keyring', own === null || own !== other, {
      actual: own,
      expected: `not ${other}`,
    });
  },
);

Then('the process is kept inside its root', function (this: ScenarioWorld) {
  const inside = this.refusal() !== undefined || facts(this).cwd.startsWith('/');
  expectThat('the working directory of the process', inside, {
    actual: 'outside of its root',
    expected: 'below its root, or a refusal',
  });
});

const names = (table: DataTable): string[] => table.raw().flat();
