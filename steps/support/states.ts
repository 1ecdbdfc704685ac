/** Brings containers into the states that scenarios begin with. Every refusal here is a violation: see World.given. */
import type { Outcome } from '../../harness/drivers/outcome';
import { Violation } from '../../harness/verdicts/evidence';
import { freshName } from './connection';
import type { Container } from './containers';
import type { ScenarioWorld } from './world';

type Deed = (world: ScenarioWorld, container: Container) => Promise<void>;

export const create: Deed = async (world, container) => {
  container.mayExist = true;
  container.id = (await world.given(world.runtime.create(container.request))).id;
  if (container.request.name === '') container.rename(container.id);
};

/** Starts the process, of a new container or of one that is there, and waits until it is ready. */
export const begin: Deed = async (world, container) => {
  container.mayExist = true;
  container.starts += 1;
  if (container.wasMade) await world.given(world.runtime.start(container.request.name));
  else container.id = (await world.given(world.runtime.runDetached(container.request))).id;
  await ready(world, container);
};

const end: Deed = async (world, container) => {
  await world.given(world.runtime.wait(container.request.name));
};

export const beginAndEnd: Deed = async (world, container) => {
  await begin(world, container);
  await end(world, container);
};

/** A precondition that is a refusal. @throws {Violation} when the runtime does it. */
export function refused({ kind }: Outcome<unknown>, operation: string): void {
  if (kind === 'answer')
    throw new Violation('a refusal', 'an answer', `${operation}, a precondition of the scenario`);
}

const run: Deed = async (world, container) => {
  container.mayExist = true;
  await world.given(world.runtime.run(container.request));
};

/** The act of giving a container another name: it is called so from then on. */
export async function renaming(
  { runtime }: ScenarioWorld,
  container: Container,
  name: string,
): Promise<Outcome<void>> {
  const outcome = await runtime.rename(container.reference, name);
  if (outcome.kind === 'answer') container.rename(name);
  return outcome;
}

const remove: Deed = async (world, container) => {
  await world.given(world.runtime.remove(container.request.name));
};

/** By the words of the features: `the container has been …`. */
export const past: Readonly<Record<string, Deed>> = {
  created: create,
  started: begin,
  'started and has ended': beginAndEnd,
  'started again and has ended': beginAndEnd,
  run,
  refused: async (world, container) =>
    refused(await making(container, () => world.runtime.create(container.request)), 'create'),
  removed: remove,
  renamed: async (world, container) => world.given(renaming(world, container, freshName('renamed'))),
  restarted: async (world, container) => {
    container.starts += 1;
    await world.given(world.runtime.restart(container.request.name));
    await ready(world, container);
  },
  stopped: async (world, { request }) => world.given(world.runtime.stop(request.name)),
  paused: async (world, { request }) => world.given(world.runtime.pause(request.name)),
  unpaused: async (world, { request }) => world.given(world.runtime.unpause(request.name)),
  killed: async (world, container) => {
    await world.given(world.runtime.kill(container.request.name));
    await end(world, container);
  },
};

/** By the words of the features: `a running container`. */
export const states: Readonly<Record<string, Deed>> = {
  created: create,
  running: begin,
  paused: async (world, container) => {
    await begin(world, container);
    await world.given(world.runtime.pause(container.request.name));
  },
  exited: beginAndEnd,
  removed: async (world, container) => {
    await create(world, container);
    await remove(world, container);
  },
};

/** What a process does of which nothing is said but the state of its container. */
export const defaultArgv = (state: string): string[] =>
  state === 'exited' ? ['/probe', 'exit', '0'] : ['/probe', 'hold'];

/** The act of making a container: what is reported is kept. */
export async function making(
  container: Container,
  asked: () => Promise<Outcome<{ id: string }>>,
): Promise<Outcome<{ id: string }>> {
  container.mayExist = true;
  const outcome = await asked();
  if (outcome.kind === 'answer') container.id = outcome.value.id;
  return outcome;
}

/** A process that handles signals is worth nothing to a scenario before its handlers are set: it says when. */
async function ready(world: ScenarioWorld, container: Container): Promise<void> {
  const { announcement, starts } = container;
  if (announcement === undefined) return;
  await world.soon(
    'the log of the container that has been started',
    async () => (await world.logs(container)).stdout.toString().replaceAll('\r', ''),
    (log) => log.split(announcement).length > starts,
    `${starts} times ${announcement}`,
  );
}
