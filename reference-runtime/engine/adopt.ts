/** A new daemon finds the containers of the one before, and what became of them meanwhile. */
import { adopt as adoptMonitored } from '../isolation/adopt';
import { removeCgroup } from '../isolation/cgroups/container-cgroup';
import { freeze, thaw } from '../isolation/cgroups/freezer';
import type { ExitRecord } from '../isolation/monitored';
import { adoptExecs } from './adopt-exec';
import { Container, type Run } from './container';
import { ContainerFiles, storedContainers } from './container-files';
import type { Engine } from './engine';
import type { ContainerRecord } from './record';
import { removeNow } from './remove';
import { wantsStartAtOpening } from './restart-policy';
import { isAlive } from './state';
import { ended, supervise } from './supervise';

/** Nobody knows how the process ended, because the host went down with it. */
const unknownStatus = 255;

/**
 * Fills the engine with what is stored under its root. Half-made and half-removed containers are swept away.
 * Clauses: LIFE-6 … LIFE-16.
 */
export async function adoptContainers(engine: Engine): Promise<void> {
  const found = await Promise.all(storedContainers(engine.root).map((id) => load(engine, id)));
  const containers = found.filter((each) => each !== undefined);
  containers.sort((a, b) => a.record.createdAt.localeCompare(b.record.createdAt));
  for (const container of containers) engine.containers.set(container.record.id, container);
  await Promise.all(containers.map((container) => container.exclusive(() => adoptOne(engine, container))));
}

async function load(engine: Engine, id: string): Promise<Container | undefined> {
  const files = new ContainerFiles(engine.root, id);
  let record: ContainerRecord | undefined;
  try {
    record = files.load();
  } catch (error) {
    engine.log.error(
      { err: error, directory: files.directory },
      'a container has no readable record; it is left alone, remove its directory when you are done with it',
    );
    return undefined;
  }
  if (record) return new Container(record, files);
  await files.remove();
  return undefined;
}

async function adoptOne(engine: Engine, container: Container): Promise<void> {
  const { life, settings } = container.record;
  await undoUnacknowledgedStart(engine, container);
  if (isAlive(container.state)) await adoptRunning(engine, container, life.runs);
  else if (settings.removeAtEnd && life.runs > 0) await removeNow(engine, container);
  else if (wantsStartAtOpening(container.record)) {
    life.restarting = true;
    engine.restarts.schedule(container);
  }
}

/** The daemon died while it started a container: no one was told that it runs, so it never did. */
async function undoUnacknowledgedStart(engine: Engine, { files, record }: Container): Promise<void> {
  for (const number of files.runs().filter((each) => each > record.life.runs)) {
    const monitored = await adoptMonitored(files.run(number));
    if (monitored && 'monitorPid' in monitored) {
      await monitored.signal(9);
      await monitored.exited;
    }
    // It may have died before there was a monitor to adopt.
    await removeCgroup(record.id);
    for (const network of await engine.networks.live()) await network.detach(record.id, { pull: true });
    files.removeRun(number);
  }
}

async function adoptRunning(engine: Engine, container: Container, number: number): Promise<void> {
  const directory = container.files.run(number);
  const found = await adoptMonitored(directory);
  if (found && 'monitorPid' in found) {
    await keepEndpoints(engine, container);
    const run: Run = { number, directory, monitored: found };
    container.began(run);
    await adoptPause(container);
    await adoptExecs(engine, container, run);
    supervise(engine, container, run);
  } else {
    await ended(engine, container, found?.exit ?? vanished());
  }
}

/** The daemon may have died between a change of the freezer and the record of it: only the record was acknowledged. */
async function adoptPause({ state, record }: Container): Promise<void> {
  if (state === 'paused') await freeze(record.id);
  else thaw(record.id);
}

/** A connection to a network that the daemon before did not acknowledge is undone. */
async function keepEndpoints(engine: Engine, { record: { id, life } }: Container): Promise<void> {
  for (const endpoint of life.endpoints)
    (await engine.networks.open(endpoint.networkId)).restore(endpoint, id);
  for (const network of await engine.networks.live())
    if (!life.endpoints.some(({ networkId }) => networkId === network.id))
      await network.detach(id, { pull: true });
}

const vanished = (): ExitRecord => ({
  status: unknownStatus,
  signal: 0,
  outOfMemory: false,
  finishedAt: new Date().toISOString(),
});
