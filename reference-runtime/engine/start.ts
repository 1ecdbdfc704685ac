import type { RuntimeError } from '../errors';
import { launch } from '../isolation/launch';
import type { Monitored } from '../isolation/monitored';
import { type Endpoint, namespaceOf } from '../network/network';
import type { Container, Run } from './container';
import { type Engine, exclusively, find, tell } from './engine';
import { launchRequest, writeIdentity } from './launch-plan';
import { demandSources } from './mount-points';
import { removeNow } from './remove';
import { refusalOf } from './start-refusal';
import { demandLawful } from './state';
import { supervise } from './supervise';

/**
 * Starts a container that is not running. Resolves when its process was executed.
 * Throws RuntimeError `not-found`, `not-modified` (already running), `command-not-found`, `command-not-executable`, `invalid`
 * (user, mount, …). After a failure the container is in the state it was in before, nothing of the attempt is left, and the
 * record says why.
 */
export async function start(engine: Engine, reference: string): Promise<void> {
  const container = find(engine, reference);
  await exclusively(container, async () => {
    demandLawful('start', container.state, container.record.name);
    await startNow(engine, container);
  });
}

async function startNow(engine: Engine, container: Container): Promise<void> {
  const number = container.record.life.runs + 1;
  try {
    const { run, endpoint } = await bringToLife(engine, container, number);
    container.began(run);
    const startedAt = new Date().toISOString();
    const fresh = {
      runs: number,
      exitStatus: 0,
      outOfMemory: false,
      error: '',
      startedAt,
      finishedAt: undefined,
    };
    container.become('running', { ...fresh, endpoint });
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
): Promise<{ run: Run; endpoint?: Endpoint }> {
  demandSources(container);
  const endpoint = await reserveAddress(engine, container);
  let monitored: Monitored | undefined;
  try {
    await writeIdentity(container, endpoint?.ipAddress);
    const directory = container.files.makeRun(number);
    monitored = await launch(launchRequest(engine, container, directory, endpoint));
    if (endpoint) await plugIn(engine, container, monitored);
    await monitored.started;
    return { run: { number, directory, monitored }, endpoint };
  } catch (error) {
    await putDown(monitored);
    if (endpoint) await (await engine.network()).detach(container.record.id);
    throw error;
  }
}

async function reserveAddress(engine: Engine, { record }: Container): Promise<Endpoint | undefined> {
  if (record.settings.network === 'none') return undefined;
  return (await engine.network()).reserve(record.id);
}

/** A process that ended before its network was there tells why itself: that reason, not the missing process, is the news. */
async function plugIn(engine: Engine, { record }: Container, monitored: Monitored): Promise<void> {
  const network = await engine.network();
  try {
    await network.attach({ id: record.id, pid: monitored.pid });
    monitored.release();
  } catch (error) {
    if (!namespaceOf(monitored.pid)) await monitored.started;
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
