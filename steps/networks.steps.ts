/** Networks that callers make, and the containers in them. */
import { Given, Then, When } from '@cucumber/cucumber';
import type { NetworkFacts, NetworkSummary, Reference } from '../harness/drivers/runtime';
import type { Container } from './support/containers';
import { expectEqual, expectThat } from './support/expect';
import type { ScenarioWorld } from './support/world';

Given('{network} has been created', async function (this: ScenarioWorld, network: Reference) {
  await this.given(this.runtime.createNetwork(network));
});

Given('{network} has been removed', async function (this: ScenarioWorld, network: Reference) {
  await this.given(this.runtime.removeNetwork(network));
});

Given(
  '{container} asks for {network}',
  function (this: ScenarioWorld, { request }: Container, name: Reference) {
    request.network = { name };
  },
);

Given(
  '{container} asks for {network} and the name {string} in it',
  function (this: ScenarioWorld, { request }: Container, name: Reference, alias: string) {
    request.network = { name, aliases: [alias] };
  },
);

Given(
  '{container} asks for the network of {container}',
  function (this: ScenarioWorld, { request }: Container, other: Container) {
    request.network = { container: other.request.name };
  },
);

Given(
  '{container} has been {joined} {network}',
  async function (this: ScenarioWorld, container: Container, joined: string, network: Reference) {
    await this.given(this.runtime[joins(joined)](container.request.name, network));
  },
);

Given(
  '{container} has been connected to {network} with the name {string} in it',
  async function (this: ScenarioWorld, { request }: Container, network: Reference, alias: string) {
    await this.given(this.runtime.connect(request.name, network, { alias }));
  },
);

When('the runtime creates {network}', async function (this: ScenarioWorld, network: Reference) {
  await this.act(this.runtime.createNetwork(network));
});

When(
  'the runtime creates {network} with the subnet {string}',
  async function (this: ScenarioWorld, network: Reference, subnet: string) {
    await this.act(this.runtime.createNetwork(network, { subnet }));
  },
);

When(
  'the runtime creates {network} with the subnet of {network}',
  async function (this: ScenarioWorld, network: Reference, other: Reference) {
    const { subnet } = await this.given(this.runtime.inspectNetwork(other));
    await this.act(this.runtime.createNetwork(network, { subnet }));
  },
);

When('the runtime removes {network}', async function (this: ScenarioWorld, network: Reference) {
  await this.act(this.runtime.removeNetwork(network));
});

When('the runtime inspects {network}', async function (this: ScenarioWorld, network: Reference) {
  await this.act(this.runtime.inspectNetwork(network));
});

When('the runtime lists the networks', async function (this: ScenarioWorld) {
  await this.act(this.runtime.listNetworks());
});

When(
  'the runtime connects {container} to {network}',
  async function (this: ScenarioWorld, container: Container, network: Reference) {
    await this.act(this.runtime.connect(container.reference, network));
  },
);

When(
  'the runtime disconnects {container} from {network}',
  async function (this: ScenarioWorld, container: Container, network: Reference) {
    await this.act(this.runtime.disconnect(container.reference, network));
  },
);

const joins = (joined: string) => (joined === 'connected to' ? 'connect' : 'disconnect');

Then('{network} exists', async function (this: ScenarioWorld, network: Reference) {
  if (this.evidence.unseen) this.answer();
  expectEqual('inspecting the network', (await this.runtime.inspectNetwork(network)).kind, 'answer');
});

Then('{network} does not exist', async function (this: ScenarioWorld, network: Reference) {
  if (this.evidence.unseen) this.answer();
  const outcome = await this.runtime.inspectNetwork(network);
  const actual = outcome.kind === 'refusal' ? outcome.category : outcome.kind;
  expectEqual('inspecting the network', actual, 'not-found');
});

Then('the answer is about {network}', function (this: ScenarioWorld, network: Reference) {
  expectEqual('the name of the network', this.answer<NetworkFacts>().value.name, network);
});

Then('the list holds {network}', function (this: ScenarioWorld, network: Reference) {
  const names = this.answer<NetworkSummary[]>().value.map(({ name }) => name);
  expectThat('the listed networks', names.includes(network), { actual: names, expected: network });
});

Then('the list does not hold {network}', function (this: ScenarioWorld, network: Reference) {
  const names = this.answer<NetworkSummary[]>().value.map(({ name }) => name);
  expectThat('the listed networks', !names.includes(network), { actual: names, expected: `no ${network}` });
});

Then(
  '{container} has {amount} address in {network}',
  async function (this: ScenarioWorld, container: Container, amount: string, network: Reference) {
    const { addresses } = await this.facts(container);
    expectEqual('whether it has an address there', addresses[network] !== undefined, amount === 'an');
  },
);
