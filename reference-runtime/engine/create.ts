import { hostname } from 'node:os';
import { RuntimeError } from '../errors';
import type { ImageConfig } from '../images/image';
import { firstAttachments, sharedNow } from './attachments';
import { Container } from './container';
import { ContainerFiles } from './container-files';
import { type Engine, tell } from './engine';
import { fillVolumes } from './fill-volumes';
import { mergeConfig } from './merge';
import { type MountWishes, makePoints, makeSources, mountPoints } from './mount-points';
import { madeUpName, newId, parseName, shortId } from './names';
import { type Attachment, type ContainerRecord, recordFormat, type Settings } from './record';
import { signalNumber } from './signals';
import { tellVolume, userOf } from './volumes';

export interface CreateRequest {
  readonly image: string;
  /** As typed; a name is made up when absent. */
  readonly name?: string;
  /** What the caller wants otherwise than the image. */
  readonly config: ImageConfig;
  /** The host name is the short identifier when empty. */
  readonly settings: Omit<Settings, 'mounts' | 'volumesFrom'>;
  readonly wishes: MountWishes;
  /** What it wants of networks, by name or identifier, besides being in them. */
  readonly networks: Readonly<Record<string, Omit<Attachment, 'network'>>>;
}

/**
 * Makes a container that can be started: its identifier.
 * Throws RuntimeError `not-found` (image, container to take volumes from), `conflict` (name taken), `invalid` (name, command, working
 * directory, signal, mounts).
 * Clauses: CREATE-1 … CREATE-3, CREATE-7 … CREATE-9, RUN-9, RUN-13, ARGS-6, ARGS-13, SIGNAL-9.
 */
export async function create(engine: Engine, request: CreateRequest): Promise<string> {
  const record = recordFor(engine, request);
  const container = new Container(record, new ContainerFiles(engine.root, record.id));
  // Known before it is written, so that nobody takes the name or removes the image or a volume meanwhile.
  engine.containers.set(record.id, container);
  await container.exclusive(() => make(engine, container));
  tell(engine, container, 'create');
  return record.id;
}

/** All of it, or nothing. */
async function make(engine: Engine, container: Container): Promise<void> {
  const { id, image, settings } = container.record;
  let volumes: string[] = [];
  try {
    volumes = makeSources(engine, settings.mounts);
    container.files.make(engine.images.lowerDirs(image.id)[0] ?? '/');
    makePoints(container);
    await fillVolumes(engine, container);
    container.save();
  } catch (error) {
    container.removed = true;
    engine.containers.delete(id);
    await container.files.remove();
    for (const name of volumes) if (!userOf(engine, name)) await engine.volumes.remove(name);
    throw error;
  }
  for (const name of volumes) tellVolume(engine, 'create', name);
}

function recordFor(engine: Engine, request: CreateRequest): ContainerRecord {
  const image = engine.images.resolve(request.image);
  const config = mergeConfig(image.config, request.config);
  if (config.StopSignal) signalNumber(config.StopSignal);
  const id = newId();
  const mounts = mountPoints(engine, request.wishes, config);
  const { settings } = request;
  const mode = wholeMode(engine, settings.network);
  return {
    format: recordFormat,
    id,
    name: freeName(engine, request.name),
    createdAt: new Date().toISOString(),
    image: { id: image.id, reference: request.image },
    config,
    settings: {
      ...settings,
      mounts,
      volumesFrom: request.wishes.volumesFrom,
      hostname: settings.hostname || defaultHostname(engine, settings, id),
      network: mode,
    },
    networks: firstAttachments(engine, mode, request.networks),
    life: {
      state: 'created',
      runs: 0,
      exitStatus: 0,
      outOfMemory: false,
      error: '',
      endpoints: [],
      ports: [],
      restarts: 0,
      restarting: false,
      stopped: false,
    },
  };
}

/** With the identifier of the container whose network is shared, if it is there by now: its name may change until the start. */
function wholeMode(engine: Engine, network: string): string {
  const other = sharedNow(engine, network);
  return other ? `container:${other.record.id}` : network;
}

/** Who shares a network is called like its owner. */
function defaultHostname(
  engine: Engine,
  { network, namespaces }: CreateRequest['settings'],
  id: string,
): string {
  const other = sharedNow(engine, network);
  if (other) return other.record.settings.hostname;
  return network === 'host' || namespaces.uts === 'host' ? hostname() : shortId(id);
}

function freeName(engine: Engine, asked: string | undefined): string {
  if (asked === undefined || asked === '') return madeUpName();
  const name = parseName(asked);
  demandFree(engine, name);
  return name;
}

/** Throws RuntimeError `conflict` when a container has this name. */
export function demandFree(engine: Engine, name: string): void {
  for (const { record } of engine.containers.values())
    if (record.name === name)
      throw new RuntimeError(
        'conflict',
        `the name "${name}" belongs to container ${shortId(record.id)}; remove or rename that one, or choose another name`,
      );
}
