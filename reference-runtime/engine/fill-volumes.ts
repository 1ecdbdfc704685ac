import { copyTree } from '../layers/copy-tree';
import type { Container } from './container';
import type { Engine } from './engine';
import { layersOf } from './views';

/**
 * Gives each empty volume of a new container what the image has at its place, with owner and mode.
 * Clauses: VOLUME-15 … VOLUME-17.
 */
export async function fillVolumes(engine: Engine, container: Container): Promise<void> {
  for (const point of container.record.settings.mounts) {
    if (point.kind !== 'volume' || !point.copy) continue;
    await engine.volumes.fill(point.name, (data) =>
      copyTree(layersOf(engine, container), point.target, data),
    );
  }
}
