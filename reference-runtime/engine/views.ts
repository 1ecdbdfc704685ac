/** The file system of a container, as others may look at it and reach into it. */
import { existsSync } from 'node:fs';
import { type BindMount, type Mount, outermostFirst } from '../isolation/mounts';
import type { OverlayView, View } from '../layers/view';
import type { Container } from './container';
import type { Engine } from './engine';
import { mountsOf } from './mount-points';

/**
 * While it runs, what its process sees, mounts included; otherwise its layers put together, with its volumes and what the host lends.
 * Clauses: COPY-4, COPY-11, COPY-24, COPY-35, LIFE-3, LIFE-4, PAUSE-14.
 */
export function viewOf(engine: Engine, container: Container): View {
  if (container.run) return { kind: 'process', pid: container.run.monitored.pid };
  const isThere = (mount: Mount): mount is BindMount => mount.kind === 'bind' && existsSync(mount.source);
  const mounts = outermostFirst(mountsOf(engine, container)).filter(isThere);
  return { ...merged(engine, container), readOnly: container.record.settings.readOnlyRoot, mounts };
}

/** Its layers put together, without what is mounted in it. */
export function layersOf(engine: Engine, container: Container): View {
  if (container.run) return { kind: 'process-root', pid: container.run.monitored.pid };
  return merged(engine, container);
}

const merged = (engine: Engine, container: Container): OverlayView => ({
  kind: 'overlay',
  lower: layerDirs(engine, container),
  upper: container.files.upper,
  work: container.files.work,
});

/** All that lies under the writable layer, uppermost first; at the bottom, the mount points that no image has. */
export const layerDirs = (engine: Engine, { files, record }: Container): string[] => [
  ...lowerDirs(engine, record.image.id),
  ...(record.settings.mounts.length > 0 ? [files.points] : []),
];

/** The layers of an image, uppermost first, and what every container has below them. */
export const lowerDirs = (engine: Engine, image: string): string[] => [
  ...engine.images.lowerDirs(image),
  engine.initLayer,
];
