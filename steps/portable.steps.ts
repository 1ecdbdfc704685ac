/** Archives that leave a runtime and come from one: export, save, load. */
import { type DataTable, Given, Then, When } from '@cucumber/cucumber';
import { configuration, digest } from '../harness/fixtures/portable-archive';
import type { Container } from './support/containers';
import { expectEqual, expectThat } from './support/expect';
import {
  type Described,
  formed,
  freshLayer,
  layersOf,
  portableImage,
  readPortable,
} from './support/portable';
import type { ScenarioWorld } from './support/world';

/** Takes an archive of these images into the caller's hands. */
async function take(
  world: ScenarioWorld,
  names: readonly string[],
  layers: readonly Buffer[],
): Promise<void> {
  const { workspace } = world;
  const settings = workspace.wanted.settings ?? [];
  const image = await portableImage(names.map(withTag), layers, settings);
  workspace.images = [...workspace.images, image];
  world.images.made(digest(configuration(image)), names[0]);
  await form(world, 'is as another runtime would write it');
}

async function form({ workspace }: ScenarioWorld, name: string): Promise<void> {
  workspace.archive = await formed(workspace.images, name, workspace.onHost);
}

/** Archives hold whole names. */
const withTag = (name: string): string => (name.includes(':') ? name : `${name}:latest`);

Given('a portable archive of {image}', async function (this: ScenarioWorld, image: string) {
  await take(this, image ? [image] : [], [await freshLayer()]);
});

Given(
  'a portable archive of {image} with the layers:',
  async function (this: ScenarioWorld, image: string, table: DataTable) {
    await take(this, [image], await layersOf(table.hashes()));
  },
);

Given(
  'a portable archive of {image}, also called {image}',
  async function (this: ScenarioWorld, image: string, other: string) {
    await take(this, [image, other], [await freshLayer()]);
  },
);

Given('the archive holds {image} as well', async function (this: ScenarioWorld, image: string) {
  await take(this, [image], [await freshLayer()]);
});

Given('the archive {form}', async function (this: ScenarioWorld, name: string) {
  await form(this, name);
});

Given('the archive ends in the middle', function (this: ScenarioWorld) {
  this.workspace.archive = this.workspace.archive.subarray(0, this.workspace.archive.length / 2);
});

Given('the archive has been loaded', async function (this: ScenarioWorld) {
  await this.given(this.runtime.loadImages(this.workspace.archive));
});

Given('{image} has been saved', async function (this: ScenarioWorld, image: string) {
  this.workspace.archive = (await this.given(this.runtime.saveImages([image]))).archive;
});

Given('{container} has been exported', async function (this: ScenarioWorld, { request }: Container) {
  this.workspace.archive = (await this.given(this.runtime.exportRoot(request.name))).archive;
});

When('the runtime loads the archive', async function (this: ScenarioWorld) {
  const outcome = this.runtime.loadImages(this.workspace.archive);
  // Should a refused image be there nevertheless, then perhaps without its name.
  if ((await outcome).kind === 'refusal')
    for (const image of this.workspace.images) this.images.remember(digest(configuration(image)));
  await this.act(outcome);
});

When('the runtime saves {image}', async function (this: ScenarioWorld, image: string) {
  await this.act(this.runtime.saveImages([image]));
});

When(
  'the runtime saves {image} and {image}',
  async function (this: ScenarioWorld, one: string, other: string) {
    await this.act(this.runtime.saveImages([one, other]));
  },
);

When('the runtime exports {container}', async function (this: ScenarioWorld, { reference }: Container) {
  await this.act(this.runtime.exportRoot(reference));
});

Then(
  '{image} has the digest of its configuration as its identifier',
  async function (this: ScenarioWorld, image: string) {
    if (this.evidence.unseen) this.answer();
    const { id } = await this.given(this.runtime.inspectImage(image));
    const known = this.workspace.images.find(({ names }) => names.includes(withTag(image)));
    expectEqual('the identifier of the image', id, known && digest(configuration(known)));
  },
);

Then('{image} has the layers of its configuration', async function (this: ScenarioWorld, image: string) {
  const { layers } = await this.given(this.runtime.inspectImage(image));
  const known = this.workspace.images.find(({ names }) => names.includes(withTag(image)));
  expectEqual(
    'the layers of the image',
    layers,
    known?.layers.map((layer) => `sha256:${digest(layer)}`),
  );
});

Then('the archive lists the layers of {image}', async function (this: ScenarioWorld, image: string) {
  const { id, layers } = await this.given(this.runtime.inspectImage(image));
  const { named, found } = await described(this, id);
  expectEqual('the layers in the configuration', named, layers);
  expectEqual('the number of layers in the manifest', found.length, layers.length);
});

Then('the archive holds the layers of {image}', async function (this: ScenarioWorld, image: string) {
  const { id, layers } = await this.given(this.runtime.inspectImage(image));
  expectEqual('the digests of the layers', (await described(this, id)).found, layers);
});

Then('the archive holds the configuration of {image}', async function (this: ScenarioWorld, image: string) {
  const came = this.workspace.images.find(({ names }) => names.includes(withTag(image)));
  // Of an image that came in an archive it is known byte for byte, whatever the runtime calls its identifier.
  await described(this, came ? digest(configuration(came)) : await idOf(this, image));
});

Then(
  'the archive gives {image} the name of {image}',
  async function (this: ScenarioWorld, image: string, name: string) {
    const { names } = await described(this, await idOf(this, image));
    const wanted = withTag(name);
    expectThat(
      'the names in the archive',
      names.some((one) => one === wanted || one.endsWith(`/${wanted}`)),
      {
        actual: names,
        expected: `also ${wanted}`,
      },
    );
  },
);

Then('the archive gives {image} no name', async function (this: ScenarioWorld, image: string) {
  const { names } = await described(this, await idOf(this, image));
  expectEqual('the names in the archive', names, []);
});

Then(
  'the last layer of {image} in the archive holds among others:',
  async function (this: ScenarioWorld, image: string, table: DataTable) {
    const { layers } = await described(this, await idOf(this, image));
    const paths = (layers.at(-1) ?? []).map(({ path }) => path);
    const missing = table
      .raw()
      .flat()
      .filter((path) => !paths.includes(path));
    expectThat('the entries of the layer', missing.length === 0, {
      actual: paths,
      expected: `also ${missing}`,
    });
  },
);

const idOf = async (world: ScenarioWorld, image: string): Promise<string> =>
  (await world.given(world.runtime.inspectImage(image))).id;

/** What the archive of the act says about the image with this identifier. */
async function described(world: ScenarioWorld, id: string): Promise<Described> {
  const images = await readPortable(world.answer<{ archive: Buffer }>().value.archive);
  const found = images.find((image) => image.id === id);
  expectThat('the images in the archive', found !== undefined, {
    actual: images.map((image) => image.id),
    expected: `also ${id}`,
  });
  return found as Described;
}
