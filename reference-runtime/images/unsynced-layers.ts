import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Tree } from '../layers/tree';

/** Identifies this boot of the host: random(4). */
const BOOT_ID = '/proc/sys/kernel/random/boot_id';

/**
 * Unpacked layers that may not be on disk yet. Their archives are, so nobody waits for the layers: what a power failure takes is unpacked
 * again. A mark per layer is written before the layer counts and removed when its file system has been synced; a mark of an earlier boot
 * tells which layers to doubt.
 */
export class UnsyncedLayers {
  private waiting: string[] = [];
  private running: Promise<void> | undefined;

  private constructor(
    private readonly marks: string,
    private readonly layers: string,
    private readonly boot: string,
  ) {}

  static async open(marks: string, layers: string): Promise<UnsyncedLayers> {
    await mkdir(marks, { recursive: true, mode: 0o700 });
    return new UnsyncedLayers(marks, layers, (await readFile(BOOT_ID, 'utf8')).trim());
  }

  /** Layers that an earlier boot left unsynced: their content may be lost. */
  async doubtful(): Promise<string[]> {
    const chains = await readdir(this.marks);
    const boots = await Promise.all(chains.map((chain) => readFile(join(this.marks, chain), 'utf8')));
    return chains.filter((_, index) => boots[index] !== this.boot);
  }

  /** Layers whose sync a killed predecessor did not see to its end. */
  async resume(): Promise<void> {
    this.syncLater(...(await readdir(this.marks)));
  }

  /** To be called before a new layer takes its place. */
  async mark(chain: string): Promise<void> {
    await writeFile(join(this.marks, chain), this.boot);
  }

  /** Has the kernel write the layers in the background. */
  syncLater(...chains: string[]): void {
    this.waiting.push(...chains);
    if (this.waiting.length === 0) return;
    // A failure leaves the marks: the next open tries again, and after a power failure the layers are unpacked again.
    this.running ??= this.syncWaiting()
      .catch(() => undefined)
      .finally(() => {
        this.running = undefined;
      });
  }

  /** Resolves when nothing is being synced. */
  async idle(): Promise<void> {
    await this.running;
  }

  private async syncWaiting(): Promise<void> {
    while (this.waiting.length > 0) {
      const chains = this.waiting;
      this.waiting = [];
      const tree = new Tree({ kind: 'directory', path: this.layers });
      try {
        await tree.finish({ durable: true });
      } finally {
        await tree.close();
      }
      for (const chain of chains) await rm(join(this.marks, chain), { force: true });
    }
  }
}
