/** Finds and removes what a run has made in a runtime: at its end, after Ctrl-C, and after a crash. */
import type { Outcome } from './outcome';
import type { Reference, Runtime, Volumes } from './runtime';

/** What a driver offers beyond the operations of the specification so that leftovers without a name are found as well. */
export interface Sweepable
  extends Pick<Runtime, 'list' | 'listImages' | 'remove' | 'removeImage' | 'removeNetwork'> {
  readonly volumes: Pick<Volumes, 'list' | 'remove'>;
  volumesOfRun(): Promise<Outcome<string[]>>;
  containersOfRun(): Promise<Outcome<string[]>>;
  imagesOfRun(): Promise<Outcome<string[]>>;
  networksOfRun(): Promise<Outcome<string[]>>;
  sweepImage(image: Reference): Promise<Outcome<void>>;
}

export interface Swept {
  /** What was still there although its scenario should have removed it: `container <name or id>`, `image <name or id>`, `volume <name>`. */
  readonly leaks: readonly string[];
  /** What could not be removed, each with what the runtime said. */
  readonly left: readonly string[];
}

/**
 * Removes every container, image and volume that carries the label or the name prefix of the run.
 * @param expected images that are lawfully there until now, i.e. the fixtures: removed, but no leaks.
 */
export async function sweep(
  runtime: Sweepable,
  runId: string,
  expected: readonly Reference[] = [],
): Promise<Swept> {
  const ofRun = (name: string) => name.includes(`conform-${runId}-`);
  const containers = await leftoverContainers(runtime, ofRun);
  const images = await leftoverImages(runtime, ofRun);
  const isExpected = ({ names }: Leftover) =>
    names.length > 0 && names.every((name) => expected.some((image) => sameImage(name, image)));
  const networks = valueOr(await runtime.networksOfRun(), []).map((id) => ({ id, names: [] }));
  const left = [
    ...(await removeContainers(runtime, containers)),
    ...(await removeNetworks(runtime, networks)),
    ...(await removeImages(runtime, images)),
  ];
  // Once their containers are gone: what those have named or lent is in nobody's way any more.
  const volumes = await leftoverVolumes(runtime, ofRun);
  left.push(...(await removeVolumes(runtime, volumes)));
  return {
    leaks: [
      ...containers.map(({ id, names }) => `container ${names[0] ?? id}`),
      ...networks.map(({ id }) => `network ${id}`),
      ...volumes.map((name) => `volume ${name}`),
      ...images.filter((image) => !isExpected(image)).map(({ id, names }) => `image ${names[0] ?? id}`),
    ],
    left,
  };
}

interface Leftover {
  readonly id: string;
  readonly names: readonly string[];
}

/** `name`, `name:latest` and `localhost/name:latest` are one image. */
const sameImage = (shown: string, image: Reference): boolean =>
  shown.replace(/^localhost\//, '').replace(/:latest$/, '') === image.replace(/:latest$/, '');

async function leftoverContainers(runtime: Sweepable, ofRun: (name: string) => boolean): Promise<Leftover[]> {
  const [labelled, all] = await Promise.all([runtime.containersOfRun(), runtime.list({ all: true })]);
  return chosen(valueOr(labelled, []), valueOr(all, []), ofRun);
}

async function leftoverImages(runtime: Sweepable, ofRun: (name: string) => boolean): Promise<Leftover[]> {
  const [labelled, all] = await Promise.all([runtime.imagesOfRun(), runtime.listImages()]);
  return chosen(valueOr(labelled, []), valueOr(all, []), ofRun);
}

function chosen(labelled: string[], all: Leftover[], ofRun: (name: string) => boolean): Leftover[] {
  const shown = all.filter(({ id, names }) => labelled.includes(id) || names.some(ofRun));
  const hidden = labelled.filter((id) => !all.some((entry) => entry.id === id));
  return [...shown, ...hidden.map((id) => ({ id, names: [] }))];
}

/** A runtime without a way to ask for it has nothing to sweep by label; its names are swept. */
const valueOr = <T>(outcome: Outcome<T>, otherwise: T): T =>
  outcome.kind === 'answer' ? outcome.value : otherwise;

/** So many at once: each may be a process of its own. */
const atOnce = 8;

async function removeContainers(runtime: Sweepable, containers: readonly Leftover[]): Promise<string[]> {
  const problems: (string | undefined)[] = [];
  for (let i = 0; i < containers.length; i += atOnce) {
    const removals = containers
      .slice(i, i + atOnce)
      .map((container) =>
        attempt('container', container, runtime.remove(container.id, { force: true, volumes: true })),
      );
    problems.push(...(await Promise.all(removals)));
  }
  return problems.filter((problem) => problem !== undefined);
}

async function leftoverVolumes(runtime: Sweepable, ofRun: (name: string) => boolean): Promise<string[]> {
  const [labelled, all] = await Promise.all([runtime.volumesOfRun(), runtime.volumes.list()]);
  return [...new Set([...valueOr(labelled, []), ...valueOr(all, []).filter(ofRun)])];
}

async function removeVolumes(runtime: Sweepable, volumes: readonly string[]): Promise<string[]> {
  const problems = await Promise.all(
    volumes.map((id) => attempt('volume', { id, names: [id] }, runtime.volumes.remove(id))),
  );
  return problems.filter((problem) => problem !== undefined);
}

/** After the containers that are in them. */
async function removeNetworks(runtime: Sweepable, networks: readonly Leftover[]): Promise<string[]> {
  const removals = networks.map((network) => attempt('network', network, runtime.removeNetwork(network.id)));
  return (await Promise.all(removals)).filter((problem) => problem !== undefined);
}

/** Children before parents: what is refused is tried again for as long as others can be removed. */
async function removeImages(runtime: Sweepable, images: readonly Leftover[]): Promise<string[]> {
  let left = images.map((image) => ({ image, problem: '' }));
  for (let before = Infinity; left.length > 0 && left.length < before; ) {
    before = left.length;
    for (const entry of left)
      entry.problem = (await attempt('image', entry.image, runtime.sweepImage(entry.image.id))) ?? '';
    left = left.filter(({ problem }) => problem !== '');
  }
  return left.map(({ problem }) => problem);
}

/** Why it could not be removed. Something that is gone already needs no removal; one that does not answer must not stop the rest. */
async function attempt(
  kind: string,
  { id, names }: Leftover,
  removal: Promise<Outcome<void>>,
): Promise<string | undefined> {
  const what = `${kind} ${names[0] ?? id}`;
  try {
    const outcome = await removal;
    if (outcome.kind === 'answer' || outcome.category === 'not-found') return undefined;
    return `${what}: ${outcome.exchange.stderr.trim()}`;
  } catch (error) {
    return `${what}: ${(error as Error).message}`;
  }
}
