/**
 * Where a container's files are, and how its record is written and read.
 *
 *     containers/<id>/record.json    exists as long as the container does
 *                     upper/ work/   the writable layer
 *                     points/        mount points that the image may lack, the lowest layer
 *                     hosts hostname resolv.conf
 *                     runs/<n>/      what init keeps of the n-th start: output, exit status, control channel
 */
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { type ContainerRecord, recordFormat } from './record';

export class ContainerFiles {
  constructor(
    private readonly root: string,
    readonly id: string,
  ) {}

  get directory(): string {
    return path.join(this.root, 'containers', this.id);
  }
  get upper(): string {
    return path.join(this.directory, 'upper');
  }
  get work(): string {
    return path.join(this.directory, 'work');
  }
  /** The mount points of what the creator wants mounted: a layer of their own, so that they are no change of the container. */
  get points(): string {
    return path.join(this.directory, 'points');
  }
  /** One of the three files that name the container on its network. */
  file(name: 'hosts' | 'hostname' | 'resolv.conf'): string {
    return path.join(this.directory, name);
  }
  run(number: number): string {
    return path.join(this.directory, 'runs', String(number));
  }

  // Synchronous on purpose: each of these takes microseconds, a round trip through Node's thread pool a tenth of a millisecond.

  /** The upper directory's own owner and mode are those of the container's `/`: it takes them from the image's `topLayer`. */
  make(topLayer: string): void {
    mkdirSync(path.join(this.directory, 'runs'), { recursive: true, mode: 0o700 });
    mkdirSync(this.upper);
    const { mode, uid, gid } = statSync(topLayer);
    chownSync(this.upper, uid, gid);
    chmodSync(this.upper, mode & 0o7777);
    mkdirSync(this.work, { mode: 0o700 });
  }

  /** `target` is absolute, without `..`. What the image has there hides it. */
  makePoint(target: string, kind: 'file' | 'directory'): void {
    const point = path.join(this.points, target);
    mkdirSync(kind === 'file' ? path.dirname(point) : point, { recursive: true, mode: 0o755 });
    if (kind === 'file') writeFileSync(point, '', { mode: 0o644 });
  }

  makeRun(number: number): string {
    mkdirSync(this.run(number), { mode: 0o700 });
    return this.run(number);
  }

  removeRun(number: number): void {
    rmSync(this.run(number), { recursive: true, force: true });
  }

  /** Numbers of the starts that left a directory, in order. */
  runs(): number[] {
    return readdirSync(path.join(this.directory, 'runs'))
      .map(Number)
      .sort((a, b) => a - b);
  }

  /**
   * A reader sees the old record or the new one. No fsync: the record of a running container is worthless after a power
   * cut, and a killed daemon leaves the page cache alone.
   */
  save(record: ContainerRecord): void {
    const temporary = path.join(this.directory, 'record.json.new');
    writeFileSync(temporary, JSON.stringify(record), { mode: 0o600 });
    renameSync(temporary, path.join(this.directory, 'record.json'));
  }

  /**
   * Undefined when there is no record: the container was not made completely, or is already being removed. Throws for one that
   * another version of this program wrote.
   */
  load(): ContainerRecord | undefined {
    let record: ContainerRecord;
    try {
      record = JSON.parse(readFileSync(path.join(this.directory, 'record.json'), 'utf8')) as ContainerRecord;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
    if (record.format === recordFormat) return record;
    throw new Error(`the record has the format ${record.format}, this version reads ${recordFormat}`);
  }

  /**
   * The record goes first: whoever dies in the middle leaves something a sweep recognises. A container that changed nothing,
   * the common case, is gone in a fraction of the time that round trips through the thread pool would take.
   */
  async remove(): Promise<void> {
    rmSync(path.join(this.directory, 'record.json'), { force: true });
    const changed = existsSync(this.upper) && readdirSync(this.upper).length > 0;
    if (changed) await rm(this.directory, { recursive: true, force: true });
    else rmSync(this.directory, { recursive: true, force: true });
  }
}

/** Identifiers of all directories in the store, complete or not. */
export function storedContainers(root: string): string[] {
  const folder = path.join(root, 'containers');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return readdirSync(folder);
}
