import { applyChanges } from '../images/config-changes';
import type { ImageConfig } from '../images/image';
import { type Engine, find, tell } from './engine';
import { argvOf } from './merge';
import { heldStill } from './pause';

export interface CommitRequest {
  /** `name[:tag]`; the image has no name when absent. */
  readonly image?: string;
  readonly author?: string;
  readonly message?: string;
  /** Takes the place of what the container has, field by field. */
  readonly config?: ImageConfig;
  /** Hold the processes meanwhile, so that files that belong together are of one moment. */
  readonly pause: boolean;
  /** Dockerfile-like instructions, applied last. */
  readonly changes: readonly string[];
}

/**
 * Makes an image of what a container changed: its identifier. Throws RuntimeError `not-found`, `invalid` (name, changes).
 * Clauses: COMMIT-1, COMMIT-6 … COMMIT-19, VOLUME-26.
 */
export async function commit(engine: Engine, reference: string, request: CommitRequest): Promise<string> {
  const container = find(engine, reference);
  const { record, files } = container;
  const given = Object.fromEntries(
    Object.entries(request.config ?? {}).filter(([, value]) => value != null && value !== ''),
  );
  const config = applyChanges({ ...record.config, ...given }, request.changes);
  const make = () =>
    engine.images.commit({
      upper: files.upper,
      parent: record.image.id,
      config,
      reference: request.image,
      author: request.author,
      message: request.message,
      container: record.id,
      command: argvOf(record.config).join(' '),
    });
  const id = await (request.pause ? heldStill(container, make) : make());
  tell(engine, container, 'commit', { imageID: `sha256:${id}` });
  return id;
}
