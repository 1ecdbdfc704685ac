/** Removes what nobody uses. */
import { RuntimeError } from '../errors';
import type { ImageRecord } from '../images/image';
import type { Container } from './container';
import { type Engine, exclusively } from './engine';
import { hasLabel } from './labels';
import { removeNow } from './remove';
import { isAlive } from './state';

export interface PruneRequest {
  /** All of these labels, `name` or `name=value`. */
  readonly labels: readonly string[];
  /** None of these. */
  readonly withoutLabels: readonly string[];
  /** Made before then: milliseconds since 1970. */
  readonly before?: number;
}

/**
 * Removes the containers that do not run and are not about to: their identifiers.
 * Clauses: PRUNE-1 … PRUNE-5.
 */
export async function pruneContainers(engine: Engine, request: PruneRequest): Promise<string[]> {
  const removed: string[] = [];
  for (const container of [...engine.containers.values()].filter(
    ({ record }) => isUnused(record.life) && fits(request, record.config.Labels, record.createdAt),
  ))
    if (await removeIfUnused(engine, container)) removed.push(container.record.id);
  return removed;
}

const isUnused = (life: Container['record']['life']): boolean => !isAlive(life.state) && !life.restarting;

/** Somebody may have started or removed it meanwhile. */
async function removeIfUnused(engine: Engine, container: Container): Promise<boolean> {
  return exclusively(container, async () => {
    if (!isUnused(container.record.life)) return false;
    await removeNow(engine, container);
    return true;
  }).catch(notThere);
}

/**
 * Removes images that no container uses and, unless `all`, no name refers to: what was untagged, and what was deleted.
 * Clauses: PRUNE-6 … PRUNE-8.
 */
export async function pruneImages(
  engine: Engine,
  request: PruneRequest & { readonly all: boolean },
): Promise<{ untagged: string[]; deleted: string[] }> {
  const found = { untagged: [] as string[], deleted: [] as string[] };
  const used = new Set([...engine.containers.values()].map(({ record }) => record.image.id));
  // The newest first: an image that others were made from goes after them.
  for (const image of [...engine.images.list()].reverse().filter((each) => isPrunable(each, used, request))) {
    const usedBy = (id: string): string | undefined => (used.has(id) ? 'a container' : undefined);
    const removal = await engine.images.remove(image.id, { usedBy, force: true }).catch(notThere);
    if (!removal) continue;
    found.untagged.push(...removal.untagged);
    found.deleted.push(...removal.deleted);
  }
  return found;
}

const isPrunable = (
  image: ImageRecord,
  used: ReadonlySet<string>,
  request: PruneRequest & { all: boolean },
) =>
  !used.has(image.id) &&
  (request.all || image.names.length === 0) &&
  fits(request, image.config.Labels, image.created);

function fits(
  { labels, withoutLabels, before }: PruneRequest,
  present: Readonly<Record<string, string>> = {},
  made: string,
): boolean {
  return (
    labels.every((label) => hasLabel(present, label)) &&
    !withoutLabels.some((label) => hasLabel(present, label)) &&
    (before === undefined || Date.parse(made) < before)
  );
}

/** Whoever else removed it, or needs it, was faster. */
function notThere(error: unknown): false {
  if (error instanceof RuntimeError && ['not-found', 'conflict'].includes(error.category)) return false;
  throw error;
}
