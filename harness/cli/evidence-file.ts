import { createWriteStream, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import type { Envelope } from '@cucumber/messages';

export const reportFiles = ['evidence.ndjson', 'summary.json', 'report.html', 'junit.xml'] as const;

/** The record of a run: every message as it came, on disk and at hand. */
export class EvidenceFile {
  readonly envelopes: Envelope[] = [];
  readonly #stream;

  /** Makes the folder and takes old reports away: after a crash nobody must mistake them for new ones. */
  constructor(readonly folder: string) {
    mkdirSync(folder, { recursive: true });
    for (const file of reportFiles) rmSync(path.join(folder, file), { force: true });
    this.#stream = createWriteStream(path.join(folder, 'evidence.ndjson'));
  }

  add(line: string, envelope: Envelope): void {
    this.envelopes.push(envelope);
    this.#stream.write(`${line}\n`);
  }

  async close(): Promise<void> {
    await finished(this.#stream.end());
  }
}
