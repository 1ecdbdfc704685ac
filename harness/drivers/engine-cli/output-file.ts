/** Standard output that is a file: some clients open `/dev/stdout` by its path, and the kernel lets nobody open a socket so. */
import { type FileHandle, mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

export class OutputFile {
  private constructor(
    private readonly folder: string,
    private readonly file: FileHandle,
  ) {}

  static async make(): Promise<OutputFile> {
    const folder = await mkdtemp(path.join(tmpdir(), 'conform-output-'));
    return new OutputFile(folder, await open(path.join(folder, 'output'), 'wx'));
  }

  get descriptor(): number {
    return this.file.fd;
  }

  /** What was written; the file is gone then. */
  async take(): Promise<Buffer> {
    await this.file.close();
    const bytes = await readFile(path.join(this.folder, 'output'));
    await rm(this.folder, { recursive: true });
    return bytes;
  }
}
