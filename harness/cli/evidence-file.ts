import { createWriteStream, existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import type { Envelope } from '@cucumber/messages';
import { CannotJudgeError, UsageError } from './exit-status';

export const reportFiles = ['evidence.ndjson', 'summary.json', 'report.html', 'junit.xml'] as const;

/** The record of a run: every message as it came, on disk and at hand. */
export class EvidenceFile {
  readonly envelopes: Envelope[] = [];
  readonly #stream;
  #fault: Error | undefined;

  /**
   * Makes the folder and takes old reports away: after a crash nobody must mistake them for new ones.
   * @throws {UsageError} when there can be no such folder.
   */
  constructor(readonly folder: string) {
    try {
      makeFolder(path.resolve(folder));
      for (const file of reportFiles) rmSync(path.join(folder, file), { force: true });
    } catch (error) {
      throw new UsageError(
        `cannot write the report to ${folder}: ${(error as Error).message}; choose another folder with --out`,
      );
    }
    // Told at the end: a full disk must not keep the run from cleaning up.
    this.#stream = createWriteStream(path.join(folder, 'evidence.ndjson')).on('error', (error) => {
      this.#fault = error;
    });
  }

  add(line: string, envelope: Envelope): void {
    this.envelopes.push(envelope);
    if (!this.#fault) this.#stream.write(`${line}\n`);
  }

  /** @throws {CannotJudgeError} when not everything could be written: a verdict without its evidence is none. */
  async close(): Promise<void> {
    await finished(this.#stream.end()).catch((error: Error) => {
      this.#fault ??= error;
    });
    if (this.#fault)
      throw new CannotJudgeError(`cannot write the evidence to ${this.folder}: ${this.#fault.message}`);
  }
}

/** Node's own recursive mkdir never returns where a folder that is there answers ENOENT, as /proc does (seen with Node 20.20). */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
    const above = path.dirname(folder);
    if (code !== 'ENOENT' || existsSync(above)) throw error;
    makeFolder(above);
    makeFolder(folder);
  }
}
