/** Composes the engine from its rooms: the only place that knows them all. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Logger } from 'pino';
import { ImageStore } from '../images/image-store';
import { initLayer } from '../isolation/init-layer';
import { Network } from '../network/network';
import { VolumeStore } from '../volumes/volume-store';
import { adoptContainers } from './adopt';
import type { Container } from './container';
import type { Engine } from './engine';
import { Events } from './events';
import type { ExecSession } from './exec-session';

export interface OpenEngine extends Engine {
  /** Lets go of running containers, which live on; takes the network down when none of them needs it. */
  close(): Promise<void>;
}

/** Opens the store under `root`, an existing directory, and adopts its containers. The caller sees to it that no other daemon uses it. */
export async function openEngine({ root, log }: { root: string; log: Logger }): Promise<OpenEngine> {
  const networkDir = path.join(root, 'network');
  let network: Promise<Network> | undefined;
  const engine: OpenEngine = {
    root,
    containers: new Map<string, Container>(),
    execs: new Map<string, ExecSession>(),
    images: await ImageStore.open(path.join(root, 'images')),
    volumes: VolumeStore.open(path.join(root, 'volumes')),
    initLayer: initLayer(path.join(root, 'init-layer')),
    events: new Events(),
    log,
    network: () => {
      network ??= openNetwork(networkDir, root, log).catch((error: unknown) => {
        network = undefined;
        throw error;
      });
      return network;
    },
    close: async () => {
      for (const { run } of engine.containers.values()) run?.monitored.abandon();
      for (const { monitored } of engine.execs.values()) monitored?.abandon();
      await engine.images.idle();
      if (!network || someoneNeedsNetwork(engine)) return;
      await (await network).close();
      rmSync(networkDir, { recursive: true, force: true });
    },
  };
  // A daemon that was killed left its bridge: it must be ours to take down.
  if (existsSync(networkDir)) await engine.network();
  await adoptContainers(engine);
  return engine;
}

async function openNetwork(stateDir: string, root: string, log: Logger): Promise<Network> {
  mkdirSync(stateDir, { recursive: true, mode: 0o700 });
  const network = await Network.open({ stateDir, name: bridgeName(root) });
  for (const warning of network.warnings) log.warn(warning);
  return network;
}

/** One bridge per root, the same after every restart; the kernel allows 15 characters (IFNAMSIZ). */
const bridgeName = (root: string): string =>
  `scr-${createHash('sha256').update(root).digest('hex').slice(0, 8)}`;

const someoneNeedsNetwork = (engine: Engine): boolean =>
  [...engine.containers.values()].some(({ run, record }) => run && record.life.endpoint);
