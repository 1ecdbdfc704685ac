/**
 * Volumes: directories that containers share and that outlive them.
 *
 *     volumes/<name>/volume.json    exists as long as the volume does
 *                    data/          what containers see
 */
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { RuntimeError } from '../errors';

export interface Volume {
  readonly name: string;
  /** RFC 3339. */
  readonly createdAt: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Made for one container without a name being asked for; goes with it when its remover says so. */
  readonly anonymous: boolean;
  /** It is being given its first content: what a daemon that was killed left there is worth nothing. */
  readonly filling?: boolean;
}

const lawfulName = /^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,254}$/;

/** Throws RuntimeError `invalid`. */
export function demandVolumeName(name: string): void {
  if (lawfulName.test(name)) return;
  throw new RuntimeError(
    'invalid',
    `"${name}" is no name for a volume: letters, digits, dots, hyphens and underscores, at most 255, the first a letter or digit`,
  );
}

export class VolumeStore {
  private readonly volumes = new Map<string, Volume>();
  /** By name: who fills a volume waits for the one before. */
  private readonly fillings = new Map<string, Promise<unknown>>();

  private constructor(private readonly folder: string) {}

  /** Reads what is stored in `folder`, which is made when missing; half-made and half-removed volumes are swept away. */
  static open(folder: string): VolumeStore {
    mkdirSync(folder, { recursive: true, mode: 0o711 });
    const store = new VolumeStore(folder);
    for (const name of readdirSync(folder))
      if (name.startsWith('.')) rmSync(path.join(folder, name), { recursive: true, force: true });
      else store.load(name);
    return store;
  }

  /** By name. */
  list(): Volume[] {
    return [...this.volumes.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  has(name: string): boolean {
    return this.volumes.has(name);
  }

  /** Throws RuntimeError `not-found`. */
  get(name: string): Volume {
    const volume = this.volumes.get(name);
    if (volume) return volume;
    throw new RuntimeError('not-found', `get ${name}: no such volume`);
  }

  /** The directory on the host. */
  dataOf(name: string): string {
    return path.join(this.folder, name, 'data');
  }

  /** The volume of this name, which is made when there is none. Throws RuntimeError `invalid`. Whole or not there, whatever happens. */
  ensure(name: string, more: Partial<Pick<Volume, 'labels' | 'anonymous'>> = {}): Volume {
    const known = this.volumes.get(name);
    if (known) return known;
    demandVolumeName(name);
    const fresh = mkdtempSync(path.join(this.folder, '.new-'));
    const volume = { name, createdAt: new Date().toISOString(), labels: {}, anonymous: false, ...more };
    chmodSync(fresh, 0o711);
    mkdirSync(path.join(fresh, 'data'));
    writeFileSync(path.join(fresh, 'volume.json'), JSON.stringify(volume), { mode: 0o600 });
    renameSync(fresh, path.join(this.folder, name));
    this.volumes.set(name, volume);
    return volume;
  }

  /** Removes it with its content. Throws RuntimeError `not-found`. Whoever uses it is the caller's concern. */
  async remove(name: string): Promise<void> {
    this.get(name);
    const gone = mkdtempSync(path.join(this.folder, '.gone-'));
    renameSync(path.join(this.folder, name), path.join(gone, name));
    this.volumes.delete(name);
    await rm(gone, { recursive: true, force: true });
  }

  /** Gives an empty volume its first content: all of it, or, when `fill` fails or the daemon dies, nothing. */
  async fill(name: string, fill: (data: string) => Promise<void>): Promise<void> {
    const before = this.fillings.get(name) ?? Promise.resolve();
    const mine = before.then(() => this.fillNow(name, fill));
    const settled = mine.catch(() => undefined);
    this.fillings.set(name, settled);
    await mine.finally(() => {
      if (this.fillings.get(name) === settled) this.fillings.delete(name);
    });
  }

  private async fillNow(name: string, fill: (data: string) => Promise<void>): Promise<void> {
    const data = this.dataOf(name);
    if (readdirSync(data).length > 0) return;
    const volume = this.get(name);
    this.save({ ...volume, filling: true });
    try {
      await fill(data);
    } catch (error) {
      this.empty(name);
      throw error;
    } finally {
      this.save(volume);
    }
  }

  private save(volume: Volume): void {
    const file = path.join(this.folder, volume.name, 'volume.json');
    writeFileSync(`${file}.new`, JSON.stringify(volume), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }

  private empty(name: string): void {
    const data = this.dataOf(name);
    for (const entry of readdirSync(data)) rmSync(path.join(data, entry), { recursive: true, force: true });
  }

  private load(name: string): void {
    const directory = path.join(this.folder, name);
    const { filling, ...volume } = JSON.parse(
      readFileSync(path.join(directory, 'volume.json'), 'utf8'),
    ) as Volume;
    if (filling) {
      this.empty(name);
      this.save(volume);
    }
    this.volumes.set(name, volume);
  }
}
