import { lstat, readdir } from 'node:fs/promises';
import { type ByteString, type FileEntry, toBytes, toText } from './file-entry';
import { isDeletion, isOpaque } from './pack';
import { Tree } from './tree';

export type ChangeKind = 'added' | 'changed' | 'deleted';

/** One path that differs from the image. */
export interface Change {
  readonly kind: ChangeKind;
  /** Absolute inside the container. */
  readonly path: string;
}

/** What the layers below hold where a directory of the upper lies. */
interface Below {
  /** The directories that lie under this one, uppermost first; empty where the upper directory is new. */
  readonly directories: readonly ByteString[];
  /** The upper directory replaces them: what it does not hold is deleted. */
  readonly hidden: boolean;
}

interface Covered {
  readonly exists: boolean;
  readonly directories: readonly ByteString[];
}

/**
 * What a container changed: its upper directory against the image's layer directories (uppermost first). The work is proportional to
 * the upper directory, not to the image. A directory that is both above and below is `changed`, a file that was deleted and made anew
 * too; of a deleted directory only the directory itself is named. Sorted by path.
 * Clauses: DIFF-1 … DIFF-4, DIFF-7, DIFF-8.
 */
export async function changes(upper: string, lower: readonly string[]): Promise<Change[]> {
  const tree = new Tree({ kind: 'directory', path: upper });
  const layers = new Tree({ kind: 'directory', path: '/' });
  try {
    const comparison = new Comparison(layers, lower);
    for await (const { entry } of tree.walk('.', { content: false })) await comparison.add(entry);
    return comparison.result();
  } finally {
    await Promise.all([tree.close(), layers.close()]);
  }
}

class Comparison {
  private readonly found: Change[] = [];
  private readonly below = new Map<ByteString, Below>();
  /** Names below each hidden directory that the upper has not shown yet. */
  private readonly missing = new Map<ByteString, Set<ByteString>>();

  constructor(
    private readonly layers: Tree,
    private readonly lower: readonly string[],
  ) {}

  async add(entry: FileEntry): Promise<void> {
    if (entry.path === '.') {
      const directories = this.lower.map(toBytes);
      return this.enter('.', { directories, hidden: isOpaque(entry) });
    }
    const [parent, name] = split(entry.path);
    const below = this.below.get(parent) ?? { directories: [], hidden: false };
    const covered = await lookup(this.layers, below.directories, name);
    if (isDeletion(entry)) {
      // Left in `missing` where the whole directory is hidden, so that it is named once.
      if (covered.exists && !below.hidden) this.note('deleted', entry.path);
      return;
    }
    this.missing.get(parent)?.delete(name);
    this.note(covered.exists ? 'changed' : 'added', entry.path);
    if (entry.kind === 'directory') {
      await this.enter(entry.path, {
        directories: covered.directories,
        hidden: below.hidden || isOpaque(entry),
      });
    }
  }

  result(): Change[] {
    for (const [directory, names] of this.missing) {
      for (const name of names) this.note('deleted', directory === '.' ? name : `${directory}/${name}`);
    }
    return this.found.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  }

  private async enter(path: ByteString, below: Below): Promise<void> {
    this.below.set(path, below);
    if (below.hidden) this.missing.set(path, await namesIn(below.directories));
  }

  private note(kind: ChangeKind, path: ByteString): void {
    this.found.push({ kind, path: `/${toText(path)}` });
  }
}

/** What `name` is in these merged directories, and the directories that are merged one level deeper. */
async function lookup(layers: Tree, directories: readonly ByteString[], name: ByteString): Promise<Covered> {
  const merged: ByteString[] = [];
  for (const directory of directories) {
    const path = `${directory}/${name}`;
    const kind = await kindOf(path);
    if (kind === 'nothing') continue;
    if (kind === 'deletion') break;
    if (kind === 'other') return { exists: true, directories: merged };
    merged.push(path);
    const entry = await layers.stat(path);
    if (entry && isOpaque(entry)) break;
  }
  return { exists: merged.length > 0, directories: merged };
}

/** The names that these merged directories show together. */
async function namesIn(directories: readonly ByteString[]): Promise<Set<ByteString>> {
  const shown = new Map<ByteString, boolean>();
  for (const directory of directories) {
    for (const name of await readdir(onDisk(directory), { encoding: 'latin1' })) {
      if (!shown.has(name)) shown.set(name, (await kindOf(`${directory}/${name}`)) !== 'deletion');
    }
  }
  return new Set([...shown].filter(([, visible]) => visible).map(([name]) => name));
}

type Kind = 'nothing' | 'deletion' | 'directory' | 'other';

/** Layers never change and each parent is known to be a directory, so no symbolic link can lead this look astray. */
async function kindOf(path: ByteString): Promise<Kind> {
  try {
    const status = await lstat(onDisk(path));
    if (status.isDirectory()) return 'directory';
    return status.isCharacterDevice() && status.rdev === 0 ? 'deletion' : 'other';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'nothing';
    throw error;
  }
}

const onDisk = (path: ByteString): Buffer => Buffer.from(path, 'latin1');

function split(path: ByteString): [parent: ByteString, name: ByteString] {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? ['.', path] : [path.slice(0, slash), path.slice(slash + 1)];
}
