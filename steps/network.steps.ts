/** The network, as the process sees it. */
import { Given, Then } from '@cucumber/cucumber';
import type { ContainerFacts } from '../harness/drivers/runtime';
import type { Facts } from '../harness/probe/facts';
import type { Container } from './support/containers';
import { expectEqual, expectThat } from './support/expect';
import { hostAddresses, hostInterface, mtuOfWayOut } from './support/host';
import { hostAddress } from './support/ports';
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

Then('the last line is one of the addresses of the process', function (this: ScenarioWorld) {
  const line = this.streams.stdout.toString().trimEnd().split('\n').at(-1) ?? '';
  const own = addresses(facts(this));
  expectThat('the last line', own.includes(line), { actual: line, expected: own });
});

Then('the standard output has the line {text}', function (this: ScenarioWorld, line: string) {
  const seen = this.streams.stdout
    .toString()
    .split(/\s*\n/)
    .map((one) => one.replaceAll(/\s+/g, ' '));
  expectThat('the lines, blanks made one', seen.includes(line), { actual: seen, expected: line });
});

Then('the standard output has no line {text}', function (this: ScenarioWorld, line: string) {
  const seen = this.streams.stdout.toString().split('\n');
  expectThat('the lines', !seen.includes(line), { actual: seen, expected: `no ${line}` });
});

Then('the process finds exactly the name servers {string}', function (this: ScenarioWorld, servers: string) {
  const lines = this.streams.stdout.toString().matchAll(/^nameserver\s+(\S+)/gm);
  expectEqual('the name servers', [...lines].map(([, server]) => server).join(' '), servers);
});

Then('the answer shows no address', function (this: ScenarioWorld) {
  const { ipAddress, addresses } = this.answer<ContainerFacts>().value;
  expectEqual('the addresses', { ipAddress, addresses }, { ipAddress: undefined, addresses: {} });
});

Then(
  'the process sees a name server that is none of the addresses of loopback',
  function (this: ScenarioWorld) {
    const servers = [...this.streams.stdout.toString().matchAll(/^nameserver\s+(\S+)/gm)].map(
      ([, one]) => one,
    );
    const found = servers.some((one) => one !== undefined && !/^(127\.|::1$)/.test(one));
    expectThat('the name servers', found, { actual: servers, expected: 'one beyond loopback' });
  },
);

Then(
  'the process sees every interface but loopback with an MTU of 1500 or that of the host',
  function (this: ScenarioWorld) {
    const allowed = [1500, mtuOfWayOut()];
    const others = outside(facts(this)).filter(({ up, mtu }) => up && !allowed.includes(mtu));
    expectEqual('interfaces with another MTU', others, []);
  },
);

/** Where an interface has no other end, there is nothing of it that could be left. */
Then(
  'the host has no other end of an interface that {container} had',
  async function (this: ScenarioWorld, container: Container) {
    const { interfaces } = factsIn((await this.logs(container)).stdout);
    const ends = interfaces.filter(({ index, peer }) => peer > 0 && peer !== index);
    await this.soon(
      'the other ends',
      async () => ends.flatMap(({ peer }) => hostInterface(peer) ?? []),
      (left) => left.length === 0,
      [],
    );
  },
);

Given('a service on the address of the host', async function (this: ScenarioWorld) {
  await this.workspace.openService(await hostAddress());
});

Then('nobody has connected to that service', function (this: ScenarioWorld) {
  expectEqual('connections to the service of the host', this.workspace.connections, 0);
});
