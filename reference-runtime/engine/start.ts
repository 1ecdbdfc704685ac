import type { RuntimeError } from '../errors';
import { launch } from '../isolation/launch';
import type { Monitored } from '../isolation/monitored';
import type { Endpoint } from '../network/cable';
import type { PublishedPort } from '../network/published-port';
import type { Container, Run } from './container';
import { type Engine, exclusively, find, tell } from './engine';
import { writeIdentity } from './identity';
import { launchRequest } from './launch-plan';
import { demandSources } from './mount-points';
import { networkRequest, plugIn, release, reserveAddresses } from './plug';
import { removeNow } from './remove';
import { refusalOf } from './start-refusal';
import { demandLawful } from './state';
import { supervise } from './supervise';

/**
 * Starts a container that is not running. Resolves when its process was executed.
 * Throws RuntimeError `not-found`, `not-modified` (already running), `command-not-found`, `command-not-executable`, `invalid`
 * (user, mount, …). After a failure the container is in the state it was in before, nothing of the attempt is left, and the
 * record says why.
 * Clauses: START-1 … START-7, RUN-11.
 */
export async function start(engine: Engine, reference: string): Promise<void> {
  const container = find(engine, reference);
  await exclusively(container, async () => {
    demandLawful('start', container.state, container.record.name);
    engine.restarts.cancel(container);
    await startNow(engine, container, 0);
  });
}

/** For the runtime itself, which has the container to itself. */
export const startAgain = (engine: Engine, container: Container): Promise<void> =>
  startNow(engine, container, container.record.life.restarts + 1);

async function startNow(engine: Engine, container: Container, restarts: number): Promise<void> {
  const number = container.record.life.runs + 1;
  try {
    const { run, ...plugged } = await bringToLife(engine, container, number);
    container.began(run);
    const startedAt = new Date().toISOString();
    const fresh = {
      runs: number,
      exitStatus: 0,
      outOfMemory: false,
      error: '',
      startedAt,
      finishedAt: undefined,
      restarts,
      restarting: false,
      stopped: false,
    };
    container.become('running', { ...fresh, ...plugged });
    tell(engine, container, 'start');
    container.announce('run');
    supervise(engine, container, run);
  } catch (cause) {
    container.files.removeRun(number);
    throw await noteFailure(engine, container, cause);
  }
}

async function bringToLife(
  engine: Engine,
  container: Container,
  number: number,
): Promise<{ run: Run; endpoints: Endpoint[]; ports: PublishedPort[] }> {
  demandSources(container);
  const endpoints = await reserveAddresses(engine, container);
  let monitored: Monitored | undefined;
  try {
    const network = networkRequest(engine, container, endpoints);
    await writeIdentity(engine, container, endpoints);
    const directory = container.files.makeRun(number);
    monitored = await launch(launchRequest(engine, container, directory, network));
    const ports = await plugIn(engine, container, monitored, endpoints);
    await monitored.started;
    return { run: { number, directory, monitored }, endpoints, ports };
  } catch (error) {
    await putDown(monitored);
    container.record.life.endpoints = [];
    await release(engine, container.record.id, endpoints);
    throw error;
  }
}

/** Whatever came of it, nothing stays. A process that could not be executed has ended already. */
async function putDown(monitored: Monitored | undefined): Promise<void> {
  await monitored?.signal(9).catch(() => undefined);
  await monitored?.exited.catch(() => undefined);
}

async function noteFailure(engine: Engine, container: Container, cause: unknown): Promise<RuntimeError> {
  const refusal = refusalOf(container.record, cause);
  const exitStatus =
    refusal.category === 'command-not-found'
      ? 127
      : refusal.category === 'command-not-executable'
        ? 126
        : 128;
  Object.assign(container.record.life, { exitStatus, error: refusal.message });
  container.save();
  container.announce('still');
  if (container.record.settings.removeAtEnd) await removeNow(engine, container);
  return refusal;
}
