import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';

/** Each write is a round trip to Node's thread pool: in pieces of 64 KiB that alone takes more time than the disk. */
const BATCH = 1 << 20;

/** Writes an archive that passes to a file and hashes it. */
export class ArchiveCopy {
  private readonly hash = createHash('sha256');
  private size = 0;
  private batch: Buffer[] = [];
  private batchSize = 0;
  private writing: Promise<void> | undefined;

  constructor(readonly path: string) {}

  /** On disk when the last piece has passed. The disk works while the next pieces are unpacked. */
  async *passing(archive: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    const file = await open(this.path, 'wx', 0o644);
    const early = new EarlySync(() => file.datasync());
    try {
      for await (const piece of archive) {
        this.hash.update(piece);
        this.size += piece.length;
        this.batch.push(piece);
        this.batchSize += piece.length;
        if (this.batchSize >= BATCH) await this.write(file, early);
        yield piece;
      }
      await this.write(file, early);
      await this.writing;
      await early.finish();
    } finally {
      await this.writing?.catch(() => undefined);
      await early.settle();
      await file.close();
    }
  }

  /** Begins to write the batch once the one before is written. */
  private async write(file: FileHandle, early: EarlySync): Promise<void> {
    const data = Buffer.concat(this.batch, this.batchSize);
    this.batch = [];
    this.batchSize = 0;
    await this.writing;
    this.writing = file.writeFile(data).then(() => early.wrote(data.length));
    this.writing.catch(() => undefined); // thrown where it is awaited next
  }

  result(): { diffId: string; archiveSize: number } {
    return { diffId: `sha256:${this.hash.digest('hex')}`, archiveSize: this.size };
  }
}

/** Asks the disk to write along the way, so that the final sync finds little left. */
class EarlySync {
  private static readonly INTERVAL = 1 << 25;
  private sinceLast = 0;
  private running: Promise<unknown> | undefined;
  private failure: { error: unknown } | undefined;

  constructor(private readonly sync: () => Promise<void>) {}

  wrote(bytes: number): void {
    this.sinceLast += bytes;
    if (this.sinceLast < EarlySync.INTERVAL || this.running) return;
    this.sinceLast = 0;
    this.running = this.sync()
      .catch((error: unknown) => {
        this.failure = { error };
      })
      .finally(() => {
        this.running = undefined;
      });
  }

  /** Throws what any sync met: the kernel reports a write error only once per open file. */
  async finish(): Promise<void> {
    await this.settle();
    if (this.failure) throw this.failure.error;
    await this.sync();
  }

  async settle(): Promise<void> {
    await this.running;
  }
}
