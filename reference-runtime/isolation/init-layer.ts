import { chmodSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const directories = ['dev', 'etc', 'proc', 'sys'];
const files = ['etc/hostname', 'etc/hosts', 'etc/resolv.conf'];

/**
 * Makes the init layer at `path` once: the mount points that an image may lack. It goes to the very bottom of a container's
 * lower directories, so that what the image has wins, and nothing of this shows up as a change.
 * Returns `path`.
 * Clauses: ROOT-5, DIFF-5.
 */
export function initLayer(path: string): string {
  if (existsSync(path)) return path;
  mkdirSync(dirname(path), { recursive: true });
  const fresh = mkdtempSync(`${path}.new-`);
  chmodSync(fresh, 0o755);
  for (const name of directories) mkdirSync(join(fresh, name), { mode: 0o755 });
  for (const name of files) writeFileSync(join(fresh, name), '', { mode: 0o644 });
  try {
    renameSync(fresh, path);
  } catch (error) {
    rmSync(fresh, { recursive: true });
    if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
  return path;
}
