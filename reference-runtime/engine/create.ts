import { RuntimeError } from '../errors';
import type { ImageConfig } from '../images/image';
import { Container } from './container';
import { ContainerFiles } from './container-files';
import { type Engine, tell } from './engine';
import { mergeConfig } from './merge';
import { madeUpName, newId, parseName, shortId } from './names';
import type { ContainerRecord, Settings } from './record';
import { signalNumber } from './signals';

export interface CreateRequest {
  readonly image: string;
  /** As typed; a name is made up when absent. */
  readonly name?: string;
  /** What the caller wants otherwise than the image. */
  readonly config: ImageConfig;
  /** The host name is the short identifier when empty. */
  readonly settings: Settings;
}

/**
 * Makes a container that can be started: its identifier.
 * Throws RuntimeError `not-found` (image), `conflict` (name taken), `invalid` (name, command, working directory, signal).
 */
export async function create(engine: Engine, request: CreateRequest): Promise<string> {
  const record = recordFor(engine, request);
  const container = new Container(record, new ContainerFiles(engine.root, record.id));
  // Known before it is written, so that nobody takes the name or removes the image meanwhile.
  engine.containers.set(record.id, container);
  try {
    container.files.make(engine.images.lowerDirs(record.image.id)[0] ?? '/');
    container.save();
  } catch (error) {
    engine.containers.delete(record.id);
    await container.files.remove();
    throw error;
  }
  tell(engine, container, 'create');
  return record.id;
}

function recordFor(engine: Engine, request: CreateRequest): ContainerRecord {
  const image = engine.images.resolve(request.image);
  const config = mergeConfig(image.config, request.config);
  if (config.StopSignal) signalNumber(config.StopSignal);
  const id = newId();
  const { settings } = request;
  return {
    format: 1,
    id,
    name: freeName(engine, request.name),
    createdAt: new Date().toISOString(),
    image: { id: image.id, reference: request.image },
    config,
    settings: { ...settings, hostname: settings.hostname || shortId(id) },
    life: { state: 'created', runs: 0, exitStatus: 0, outOfMemory: false, error: '' },
  };
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
