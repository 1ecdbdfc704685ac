/** Tables of conditions: what those have that are listed, told of or pruned. */
import type { DataTable } from '@cucumber/cucumber';
import type { Condition } from '../../harness/drivers/runtime';
import { SuiteError } from '../../harness/verdicts/evidence';
import type { ScenarioWorld } from './world';

type Read = (world: ScenarioWorld, cell: string) => string | Promise<string>;

const containerIn = (world: ScenarioWorld, cell: string) =>
  world.containers.get(/the container(?: "[^"]+")?/.exec(cell)?.[0] ?? cell);

/** Each by what may stand in the second column. */
const kinds: Readonly<Record<string, { by: Condition['by']; read: Read }>> = {
  label: { by: 'label', read: ({ containers }, cell) => containers.ownLabel(cell) },
  state: { by: 'state', read: (_, cell) => cell },
  event: { by: 'event', read: (_, cell) => cell },
  'part of the name': {
    by: 'name',
    read: (world, cell) => containerIn(world, cell).request.name.slice(8, -1),
  },
  image: { by: 'image', read: ({ images }, cell) => images.fixture(fixtureIn(cell)) },
  'identifier of the image': {
    by: 'image',
    read: async (world, cell) =>
      (await world.given(world.runtime.inspectImage(world.images.fixture(fixtureIn(cell))))).id,
  },
  container: { by: 'container', read: (world, cell) => containerIn(world, cell).reference },
};

const fixtureIn = (cell: string): string => /^the (\w+) image$/.exec(cell)?.[1] ?? cell;

/** The rows of a table `| kind | value |`. */
export function conditionsIn(world: ScenarioWorld, table: DataTable): Promise<Condition[]> {
  return Promise.all(
    table.raw().map(async ([name = '', cell = '']) => {
      const kind = kinds[name];
      if (!kind)
        throw new SuiteError(`no condition is called '${name}': there are ${Object.keys(kinds).join(', ')}`);
      return { by: kind.by, value: await kind.read(world, cell) };
    }),
  );
}
