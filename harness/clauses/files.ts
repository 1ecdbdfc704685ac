import { readdirSync } from 'node:fs';
import path from 'node:path';

/** Files below `folder` of `root` whose names end with `ending`, relative to `root`, in one order on every host. */
export function filesBelow(root: string, folder: string, ending: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => path.posix.join(folder, name))
    .sort();
}
