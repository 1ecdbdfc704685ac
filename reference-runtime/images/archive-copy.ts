import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

/** Writes an archive that passes to a file and hashes it. */
export class ArchiveCopy {
  private readonly hash = createHash('sha256');
  private size = 0;

  constructor(private readonly path: string) {}

  /** On disk when the last piece has passed. The disk works while the next pieces are unpacked. */
  async *passing(archive: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    const file = await open(this.path, 'wx', 0o644);
    const early = new EarlySync(() => file.datasync());
    try {
      for await (const piece of archive) {
        const written = file.writeFile(piece);
        this.hash.update(piece);
        this.size += piece.length;
        await written;
        early.wrote(piece.length);
        yield piece;
      }
      await early.finish();
    } finally {
      await early.settle();
      await file.close();
    }
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
