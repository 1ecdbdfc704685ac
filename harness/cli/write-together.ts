import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Replaces several files, or none: each is complete under another name before the first takes its place. */
export function writeTogether(root: string, files: readonly { file: string; text: string }[]): void {
  const undo: (() => void)[] = [];
  try {
    const steps = files.map(({ file, text }) => prepare(path.join(root, file), text, undo));
    for (const step of steps) step();
  } catch (error) {
    for (const step of undo.reverse()) step();
    throw error;
  }
}

/** Writes the text beside its place; the step that it gives back puts it there. */
function prepare(place: string, text: string, undo: (() => void)[]): () => void {
  const fresh = `${place}.new`;
  mkdirSync(path.dirname(place), { recursive: true });
  writeFileSync(fresh, text, { flag: 'wx' });
  undo.push(() => rmSync(fresh, { force: true }));
  return () => {
    const old = existsSync(place) ? readFileSync(place) : undefined;
    renameSync(fresh, place);
    undo.push(() => (old === undefined ? rmSync(place) : writeFileSync(place, old)));
  };
}
