/** Where a copy lands and under which name: the rules of `docker cp`, the same in both directions. */

export interface Source {
  /** As typed. */
  readonly path: string;
  readonly directory: boolean;
}

export interface Destination {
  /** As typed. */
  readonly path: string;
  readonly kind: 'directory' | 'file' | 'absent';
}

export interface Target {
  /** Unpack here … */
  readonly directory: string;
  /** … with this name for what is copied; `.` is the directory itself, undefined keeps the name. */
  readonly name: string | undefined;
}

/** Throws Error when the two do not go together. `path` is node:path's of the destination's side. */
export function copyTarget(source: Source, destination: Destination): Target {
  if (destination.kind === 'directory') {
    return { directory: destination.path, name: meansContent(source.path) ? '.' : undefined };
  }
  if (destination.kind === 'file' && source.directory) {
    throw new Error(`cannot copy a directory to ${destination.path}, which is a file`);
  }
  if (destination.path.endsWith('/') && !source.directory) {
    throw new Error(`there is no directory ${destination.path}`);
  }
  const path = destination.path.replace(/\/+$/, '');
  const slash = path.lastIndexOf('/');
  const directory = slash < 0 ? '.' : path.slice(0, slash) || '/';
  return { directory, name: path.slice(slash + 1) };
}

export const meansContent = (path: string): boolean => path === '.' || path.endsWith('/.');
