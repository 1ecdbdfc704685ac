/** Images: import, tag, commit, and which image a name refers to. */
import { Given, Then, When } from '@cucumber/cucumber';
import type { Container } from './support/containers';
import { expectEqual, expectThat } from './support/expect';
import type { ScenarioWorld } from './support/world';

const idOf = async (world: ScenarioWorld, image: string): Promise<string> =>
  (await world.given(world.runtime.inspectImage(image))).id;

Given('the archive has been imported as {image}', async function (this: ScenarioWorld, image: string) {
  await this.given(this.runtime.importImage(this.workspace.archive, { image }));
});

Given(
  '{image} has been tagged as {image}',
  async function (this: ScenarioWorld, image: string, name: string) {
    await this.given(this.runtime.tag(image, name));
  },
);

Given(
  '{container} has been committed as {image}',
  async function (this: ScenarioWorld, { request }: Container, image: string) {
    await this.given(this.runtime.commit(request.name, { image }));
  },
);

When('the runtime imports the archive as {image}', async function (this: ScenarioWorld, image: string) {
  await this.act(this.runtime.importImage(this.workspace.archive, { image }));
});

When(
  'the runtime tags {image} as {image}',
  async function (this: ScenarioWorld, image: string, name: string) {
    await this.act(this.runtime.tag(image, name));
  },
);

When(
  'the runtime tags {image} as the malformed name {string}',
  async function (this: ScenarioWorld, image: string, name: string) {
    await this.act(this.runtime.tag(image, this.images.remember(name)));
  },
);

When(
  'the runtime commits {container} as {image}',
  async function (this: ScenarioWorld, { reference }: Container, image: string) {
    await this.act(this.runtime.commit(reference, { image }));
  },
);

When(
  'the runtime commits {container} as the malformed name {string}',
  async function (this: ScenarioWorld, { reference }: Container, name: string) {
    await this.act(this.runtime.commit(reference, { image: this.images.remember(name) }));
  },
);

When('the runtime inspects {image}', async function (this: ScenarioWorld, image: string) {
  await this.act(this.runtime.inspectImage(image));
});

Then('{image} exists', async function (this: ScenarioWorld, image: string) {
  expectEqual(`inspecting ${image}`, (await this.runtime.inspectImage(image)).kind, 'answer');
});

Then('{image} does not exist', async function (this: ScenarioWorld, image: string) {
  const outcome = await this.runtime.inspectImage(image);
  expectEqual(`inspecting ${image}`, outcome.kind === 'refusal' && outcome.category, 'not-found');
});

Then('{image} is {image}', async function (this: ScenarioWorld, name: string, image: string) {
  expectEqual(`the image that ${name} refers to`, await idOf(this, name), await idOf(this, image));
});

Then('{image} is not {image}', async function (this: ScenarioWorld, name: string, image: string) {
  const [actual, other] = [await idOf(this, name), await idOf(this, image)];
  expectThat(`the image that ${name} refers to`, actual !== other, { actual, expected: 'another' });
});

Then('{image} is not listed as {image}', async function (this: ScenarioWorld, image: string, name: string) {
  const { names } = await this.given(this.runtime.inspectImage(image));
  const listed = names.filter((one) => one.endsWith(name)); // some runtimes put a host name before it
  expectEqual(`names of the image among ${names}`, listed, []);
});
