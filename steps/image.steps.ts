/** Images: how they are made, named, shown and removed, and which image a name refers to. */
import { type DataTable, Given, Then, When } from '@cucumber/cucumber';
import type { Outcome } from '../harness/drivers/outcome';
import type { HistoryStep, ImageSummary } from '../harness/drivers/runtime';
import type { Container } from './support/containers';
import { expectEqual, expectThat } from './support/expect';
import { type SettingRow, settingRows, wantedSettings } from './support/image-settings';
import type { ScenarioWorld } from './support/world';

const idOf = async (world: ScenarioWorld, image: string): Promise<string> =>
  (await world.given(world.runtime.inspectImage(image))).id;

/** Some runtimes put a host name before the names that they show. */
const carries = (names: readonly string[], name: string): boolean =>
  names.some((one) => one === name || one.endsWith(`/${name}`));

type Made = Promise<Outcome<{ id: string }>>;

/** Asks for an image, with the name and the settings that the caller wants, and remembers it. */
async function make(
  world: ScenarioWorld,
  image: string,
  ask: (options: object) => Made,
): Promise<Outcome<{ id: string }>> {
  const outcome = await ask({ ...world.workspace.wanted, ...(image ? { image } : {}) });
  if (outcome.kind === 'answer') world.images.made(outcome.value.id, image);
  return outcome;
}

const importing = (world: ScenarioWorld, image: string): Made =>
  make(world, image, (options) => world.runtime.importImage(world.workspace.archive, options));

const committing = (world: ScenarioWorld, container: string, image: string): Made =>
  make(world, image, (options) => world.runtime.commit(container, options));

Given('the caller wants the settings:', function (this: ScenarioWorld, table: DataTable) {
  this.workspace.wanted = wantedSettings(table.hashes() as SettingRow[]);
});

Given('the archive has been imported as {image}', async function (this: ScenarioWorld, image: string) {
  await this.given(importing(this, image));
});

Given(
  '{image} has been tagged as {image}',
  async function (this: ScenarioWorld, image: string, name: string) {
    await this.given(this.runtime.tag(image, this.images.remember(name)));
  },
);

Given(
  '{container} has been committed as {image}',
  async function (this: ScenarioWorld, { request }: Container, image: string) {
    await this.given(committing(this, request.name, image));
  },
);

Given('{image} has been removed', async function (this: ScenarioWorld, image: string) {
  await this.given(this.runtime.removeImage(image));
});

When('the runtime imports the archive as {image}', async function (this: ScenarioWorld, image: string) {
  await this.act(importing(this, image));
});

When(
  'the runtime imports the archive as the malformed name {string}',
  async function (this: ScenarioWorld, name: string) {
    await this.act(importing(this, this.images.remember(name)));
  },
);

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
    await this.act(committing(this, reference, image));
  },
);

When(
  'the runtime commits {container} as the malformed name {string}',
  async function (this: ScenarioWorld, { reference }: Container, name: string) {
    await this.act(committing(this, reference, this.images.remember(name)));
  },
);

When('the runtime inspects {image}', async function (this: ScenarioWorld, image: string) {
  await this.act(this.runtime.inspectImage(image));
});

When('the runtime removes {image}', async function (this: ScenarioWorld, image: string) {
  await this.act(this.runtime.removeImage(image));
});

When('the runtime lists the images', async function (this: ScenarioWorld) {
  await this.act(this.runtime.listImages());
});

When('the runtime reads the history of {image}', async function (this: ScenarioWorld, image: string) {
  await this.act(this.runtime.history(image));
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
  expectThat('names of the image', !carries(names, name), { actual: names, expected: `not ${name}` });
});

Then('{image} has the settings:', async function (this: ScenarioWorld, image: string, table: DataTable) {
  const actual = settingRows(await this.given(this.runtime.inspectImage(image))).map(asLine);
  const missing = (table.hashes() as SettingRow[]).map(asLine).filter((line) => !actual.includes(line));
  expectThat('the settings of the image', missing.length === 0, { actual, expected: `also ${missing}` });
});

Then('{image} has no {string}', async function (this: ScenarioWorld, image: string, setting: string) {
  const rows = settingRows(await this.given(this.runtime.inspectImage(image)));
  expectEqual(
    `settings of the kind ${setting}`,
    rows.filter((row) => row.setting === setting && row.value),
    [],
  );
});

Then(
  '{image} has the layers of {image} and {int} more',
  async function (this: ScenarioWorld, image: string, other: string, more: number) {
    const { layers } = await this.given(this.runtime.inspectImage(image));
    const { layers: below } = await this.given(this.runtime.inspectImage(other));
    expectEqual('the lower layers', layers.slice(0, below.length), below);
    expectEqual('the number of layers', layers.length, below.length + more);
  },
);

Then('the list shows {image} as {image}', async function (this: ScenarioWorld, image: string, name: string) {
  const id = await idOf(this, image);
  const { names } = listed(this).find((each) => each.id === id) ?? { names: [] };
  expectThat('names in the list', carries(names, name), { actual: names, expected: `also ${name}` });
});

Then('the list holds no image named {image}', function (this: ScenarioWorld, name: string) {
  const found = listed(this).filter(({ names }) => carries(names, name));
  expectEqual(`images listed as ${name}`, found, []);
});

Then('the history begins with:', function (this: ScenarioWorld, table: DataTable) {
  const rows = table.hashes() as Partial<HistoryStep>[];
  expectEqual(
    'the newest steps',
    columnsOf(this.answer<HistoryStep[]>().value.slice(0, rows.length), rows),
    rows,
  );
});

Then('the history ends with:', function (this: ScenarioWorld, table: DataTable) {
  const rows = table.hashes() as Partial<HistoryStep>[];
  expectEqual(
    'the oldest steps',
    columnsOf(this.answer<HistoryStep[]>().value.slice(-rows.length), rows),
    rows,
  );
});

Then('the history has {int} step(s)', function (this: ScenarioWorld, count: number) {
  expectEqual('the number of steps', this.answer<HistoryStep[]>().value.length, count);
});

/** Only what the rows speak of. */
const columnsOf = (steps: readonly HistoryStep[], rows: readonly Partial<HistoryStep>[]): object[] =>
  steps.map((step) =>
    Object.fromEntries(
      (Object.keys(rows[0] ?? {}) as (keyof HistoryStep)[]).map((column) => [column, step[column]]),
    ),
  );

const asLine = ({ setting, value }: SettingRow): string => `${setting} ${value}`;
const listed = (world: ScenarioWorld): ImageSummary[] => world.answer<ImageSummary[]>().value;
