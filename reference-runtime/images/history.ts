import type { Catalogue, StoredImage } from './catalogue';
import type { HistoryEntry } from './image';
import { CONTENT_SIZE } from './layer-store';

/** One step of an image's making. */
export interface Step extends HistoryEntry {
  /** The image that it ended with, where that one is here. */
  readonly id?: string;
  readonly names: readonly string[];
  /** Bytes of the files of its layer; 0 where it made none. */
  readonly size: number;
}

/**
 * How an image was made, newest step first. One that does not say so has a step for each layer.
 * Clauses: HISTORY-1, HISTORY-2.
 */
export function history(catalogue: Catalogue, image: StoredImage): Step[] {
  const told = stepsOf(image);
  const ends = imagesByStep(catalogue, image);
  const sizes = image.manifest.layers.map(({ size, annotations }) =>
    Number(annotations?.[CONTENT_SIZE] ?? size),
  );
  const steps = told.map((step, index): Step => {
    const id = ends.get(index);
    const size = step.empty_layer ? 0 : (sizes.shift() ?? 0);
    return { ...step, names: id === undefined ? [] : catalogue.namesOf(id), size, ...(id ? { id } : {}) };
  });
  return steps.reverse();
}

/** Oldest first. A history that does not fit the layers tells nothing about them. */
function stepsOf({ config }: StoredImage): readonly HistoryEntry[] {
  const layers = config.rootfs.diff_ids.length;
  if (config.history.filter((step) => !step.empty_layer).length === layers) return config.history;
  return Array.from({ length: layers }, () => ({ created: config.created }));
}

/** The image itself and those that it was committed from, by the step that each ended with. */
function imagesByStep(catalogue: Catalogue, image: StoredImage): Map<number, string> {
  const ends = new Map<number, string>();
  let next: StoredImage | undefined = image;
  while (next) {
    ends.set(stepsOf(next).length - 1, next.id);
    next = next.parent && catalogue.has(next.parent) ? catalogue.byId(next.parent) : undefined;
  }
  return ends;
}
