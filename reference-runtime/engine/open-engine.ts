/** Composes the engine from its rooms: the only place that knows them all. */
import path from 'node:path';
import { ImageStore } from '../images/image-store';
import { initLayer } from '../isolation/init-layer';
import { Networks } from '../network/networks';
import { VolumeStore } from '../volumes/volume-store';
import { adoptContainers } from './adopt';
import type { Container } from './container';
import type { Engine } from './engine';
import { Events } from './events';
import type { ExecSession } from './exec-session';
import { nameService } from './name-service';
import { type AskedResource, resourceLimits } from './resources';
import { Restarts } from './restarts';

export interface OpenEngine extends Engine {
  /** Lets go of running containers, which live on; takes the network down when none of them needs it. */
  close(): Promise<void>;
}

/** Opens the store under `root`, an existing directory, and adopts its containers. The caller sees to it that no other daemon uses it. */
export async function openEngine({
  root,
  log,
  resources = [],
}: Pick<Engine, 'root' | 'log'> & { resources?: readonly AskedResource[] }): Promise<OpenEngine> {
  const containers = new Map<string, Container>();
  const execs = new Map<string, ExecSession>();
  const networks: Networks = new Networks({
    root,
    warn: (warning) => log.warn(warning),
    names: () => nameService({ containers, networks }),
  });
  const engine: OpenEngine = {
    root,
    containers,
    execs,
    images: await ImageStore.open(path.join(root, 'images')),
    volumes: VolumeStore.open(path.join(root, 'volumes')),
    initLayer: initLayer(path.join(root, 'init-layer')),
    networks,
    events: new Events(),
    resourceLimits: resourceLimits(resources),
    log,
    get restarts() {
      return restarts;
    },
    close: async () => {
      restarts.close();
      for (const { run } of containers.values()) run?.monitored.abandon();
      for (const { monitored } of execs.values()) monitored?.abandon();
      await engine.images.idle();
      await networks.close((id) => isNeeded(containers, id));
    },
  };
  const restarts = new Restarts(engine);
  // A daemon that was killed left its bridges: they must be ours to take down.
  await networks.reopen();
  await adoptContainers(engine);
  return engine;
}

const isNeeded = (containers: Map<string, Container>, networkId: string): boolean =>
  [...containers.values()].some(
    ({ run, record }) => run && record.life.endpoints.some((endpoint) => endpoint.networkId === networkId),
  );
