/** The file system of a container, as others may look at it and reach into it. */
import type { View } from '../layers/view';
import type { Container } from './container';
import type { Engine } from './engine';

/** While it runs, what its process sees, mounts included; otherwise its layers put together. */
export function viewOf(engine: Engine, container: Container): View {
  if (container.run) return { kind: 'process', pid: container.run.monitored.pid };
  return merged(engine, container);
}

/** Its layers put together, without what is mounted in it while it runs. */
export function layersOf(engine: Engine, container: Container): View {
  if (container.run) return { kind: 'process-root', pid: container.run.monitored.pid };
  return merged(engine, container);
}

function merged(engine: Engine, { files, record }: Container): View {
  return { kind: 'overlay', lower: lowerDirs(engine, record.image.id), upper: files.upper, work: files.work };
}

/** The layers under the writable one, uppermost first. */
export const lowerDirs = (engine: Engine, image: string): string[] => [
  ...engine.images.lowerDirs(image),
  engine.initLayer,
];
