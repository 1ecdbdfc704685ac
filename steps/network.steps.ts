/** The network, as the process sees it. */
import { Then } from '@cucumber/cucumber';
import type { Facts } from '../harness/probe/facts';
import type { Container } from './support/containers';
import { expectEqual, expectThat } from './support/expect';
import { hostAddresses } from './support/host';
import { factsIn } from './support/process-output';
import type { ScenarioWorld } from './support/world';

const facts = (world: ScenarioWorld): Facts => factsIn(world.streams.stdout);
const outside = ({ interfaces }: Facts) => interfaces.filter(({ name }) => name !== 'lo');
const addresses = (seen: Facts): string[] => outside(seen).flatMap((one) => one.addresses);

Then(
  'the process sees the interface {string} up with the address {string}',
  function (this: ScenarioWorld, name: string, address: string) {
    const { interfaces } = facts(this);
    const found = interfaces.some((one) => one.name === name && one.up && one.addresses.includes(address));
    expectThat('the interfaces', found, { actual: interfaces, expected: `${name}, up, ${address}` });
  },
);

Then('the process sees no other interface up', function (this: ScenarioWorld) {
  expectEqual(
    'interfaces besides loopback',
    outside(facts(this)).filter(({ up }) => up),
    [],
  );
});

Then(
  'the process sees an interface besides loopback up with an IPv4 address',
  function (this: ScenarioWorld) {
    const found = outside(facts(this)).some(
      (one) => one.up && one.addresses.some((a) => /^\d+(\.\d+){3}$/.test(a)),
    );
    expectThat('an interface up with an address', found, { actual: facts(this).interfaces, expected: 'one' });
  },
);

Then("the process sees none of the host's addresses", function (this: ScenarioWorld) {
  const host = hostAddresses();
  expectEqual(
    'addresses of the host',
    addresses(facts(this)).filter((address) => host.includes(address)),
    [],
  );
});

Then(
  'the process shares no address with {container}',
  async function (this: ScenarioWorld, container: Container) {
    const others = addresses(factsIn((await this.logs(container)).stdout));
    expectEqual(
      'shared addresses',
      addresses(facts(this)).filter((one) => others.includes(one)),
      [],
    );
  },
);

Then('the process has a default gateway', function (this: ScenarioWorld) {
  const { gateway } = facts(this);
  expectThat('the default gateway', gateway !== '', { actual: gateway, expected: 'an address' });
});

Then('the process resolves the name to one of its addresses', function (this: ScenarioWorld) {
  const resolved = this.streams.stdout.toString().trimEnd().split('\n').at(-1) ?? '';
  const own = addresses(facts(this));
  expectThat('the address of its name', own.includes(resolved), { actual: resolved, expected: own });
});

Then('nobody has connected to that service', function (this: ScenarioWorld) {
  expectEqual('connections to the service of the host', this.workspace.connections, 0);
});
