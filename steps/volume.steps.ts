/** Volumes, and what else a caller wants to be seen at paths of a container. */
import { Given, Then, When } from '@cucumber/cucumber';
import type { Container } from './support/containers';
import { expectEqual, expectThat } from './support/expect';
import type { Mounted } from './support/mounts';
import type { ScenarioWorld } from './support/world';

Given(
  '{container} asks for {mounted} at {string}',
  function (this: ScenarioWorld, { request }: Container, mount: Mounted, target: string) {
    request.mounts = [...(request.mounts ?? []), mount(target)];
  },
);

Given(
  /^(the container(?: "[^"]+")?) asks to (read|share) the volumes of (the container(?: "[^"]+")?|a container that does not exist)$/,
  function (this: ScenarioWorld, role: string, use: string, lender: string) {
    const container = lender.startsWith('a ')
      ? this.containers.plan(lender, { image: '' })
      : this.containers.get(lender);
    const { request } = this.containers.get(role);
    request.volumesFrom = [{ container: container.reference, readOnly: use === 'read' }];
  },
);

Given('{volume} has been created', async function (this: ScenarioWorld, name: string) {
  await this.given(this.runtime.volumes.create(name));
});

Given('{volume} has been removed', async function (this: ScenarioWorld, name: string) {
  await this.given(this.runtime.volumes.remove(name));
});

When('the runtime creates {volume}', async function (this: ScenarioWorld, name: string | undefined) {
  const outcome = await this.runtime.volumes.create(name);
  if (outcome.kind === 'answer') this.volumes.remember(outcome.value.name);
  await this.act(Promise.resolve(outcome));
});

When(
  'the runtime creates a volume with the malformed name {string}',
  async function (this: ScenarioWorld, name: string) {
    await this.act(this.runtime.volumes.create(name));
  },
);

When('two callers create {volume} at once', async function (this: ScenarioWorld, name: string) {
  const outcomes = await Promise.all([this.runtime.volumes.create(name), this.runtime.volumes.create(name)]);
  await this.act(Promise.resolve(outcomes.find(({ kind }) => kind === 'answer') ?? outcomes[0]));
});

When('the runtime inspects {volume}', async function (this: ScenarioWorld, name: string) {
  await this.act(this.runtime.volumes.inspect(name));
});

When('the runtime removes {volume}', async function (this: ScenarioWorld, name: string) {
  await this.act(this.runtime.volumes.remove(name));
});

When(
  'the runtime removes {container} with its volumes',
  async function (this: ScenarioWorld, { reference }: Container) {
    await this.act(this.runtime.remove(reference, { volumes: true }));
  },
);

Then('{volume} exists', async function (this: ScenarioWorld, name: string) {
  if (this.evidence.unseen) this.answer();
  expectEqual('inspecting the volume', (await this.runtime.volumes.inspect(name)).kind, 'answer');
});

Then('{volume} does not exist', async function (this: ScenarioWorld, name: string) {
  await expectGone(this, name);
});

Then('the volume that {container} had exists', async function (this: ScenarioWorld, container: Container) {
  if (this.evidence.unseen) this.answer();
  const { volume = 'unknown' } = container.seen.facts;
  this.volumes.remember(volume);
  expectEqual('inspecting the volume', (await this.runtime.volumes.inspect(volume)).kind, 'answer');
});

Then(
  /^the volume that (the container(?: "[^"]+")?) had is (soon )?gone$/,
  async function (this: ScenarioWorld, role: string, soon: string | null) {
    const { volume } = this.containers.get(role).seen.facts;
    if (!volume)
      return expectThat('what the runtime has told about the volume', false, {
        actual: volume,
        expected: 'its name',
      });
    const ask = async () => (await this.runtime.volumes.inspect(volume)).kind;
    if (soon) await this.soon('inspecting the volume', ask, (kind) => kind === 'refusal', 'refusal');
    await expectGone(this, volume);
  },
);

Then('{volume} is listed once', async function (this: ScenarioWorld, name: string) {
  expectEqual(`how often ${name} is listed`, await timesListed(this, name), 1);
});

Then('{volume} is not listed', async function (this: ScenarioWorld, name: string) {
  expectEqual(`how often ${name} is listed`, await timesListed(this, name), 0);
});

Then('the answer names {volume}', function (this: ScenarioWorld, name: string) {
  expectEqual('the name in the answer', this.answer<{ name: string }>().value.name, name);
});

Then('the answer does not name {volume}', function (this: ScenarioWorld, name: string) {
  const { name: told } = this.answer<{ name: string }>().value;
  expectThat('the name in the answer', told !== name, { actual: told, expected: 'another one' });
});

Then('the answer names a volume that exists', async function (this: ScenarioWorld) {
  const { name } = this.answer<{ name: string }>().value;
  expectEqual(`inspecting ${name}`, (await this.runtime.volumes.inspect(name)).kind, 'answer');
});

async function timesListed(world: ScenarioWorld, name: string): Promise<number> {
  if (world.evidence.unseen) world.answer();
  return (await world.given(world.runtime.volumes.list())).filter((each) => each === name).length;
}

async function expectGone(world: ScenarioWorld, name: string): Promise<void> {
  if (world.evidence.unseen) world.answer();
  const outcome = await world.runtime.volumes.inspect(name);
  const category = outcome.kind === 'refusal' ? outcome.category : 'it is there';
  expectEqual(`inspecting the volume ${name}`, category, 'not-found');
}
