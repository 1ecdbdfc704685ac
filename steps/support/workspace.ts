/** What the caller has on its own side: an archive in its hands, a file or a service of the host. */
import { mkdtempSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CommitOptions } from '../../harness/drivers/runtime';
import type { PortableImage } from '../../harness/fixtures/portable-archive';
import { SuiteError } from '../../harness/verdicts/evidence';

export class Workspace {
  private held: Buffer | undefined;
  private directory: string | undefined;
  private hostFile: string | undefined;
  private server: Server | undefined;
  /** Connections that somebody has made to the service. */
  connections = 0;

  private time: string | undefined;

  /** A time that the caller has noted, RFC 3339. */
  get noted(): string {
    return this.time ?? missing('a time');
  }

  get hasNoted(): boolean {
    return this.time !== undefined;
  }

  set noted(time: string) {
    this.time = time;
  }

  get archive(): Buffer {
    return this.held ?? missing('an archive');
  }

  set archive(bytes: Buffer) {
    this.held = bytes;
  }

  /** What the caller wants of the next image that is made from something. */
  wanted: CommitOptions = {};
  /** The images in a portable archive. */
  images: readonly PortableImage[] = [];

  /** Puts bytes into a file of the host, for as long as the scenario lasts: its path. */
  onHost = (bytes: Buffer): Promise<string> => this.make('only-the-host-has-these', bytes);

  /** Makes a file on the host, for as long as the scenario lasts. */
  async makeHostFile(): Promise<void> {
    this.hostFile = await this.make('only-the-host-has-this', 'the host\n');
  }

  /** Makes a file with a filter of system calls, likewise: its path. */
  makeFilter(text: string): Promise<string> {
    return this.make('filter.json', text);
  }

  private async make(name: string, content: string | Buffer): Promise<string> {
    const file = path.join(this.folder, name);
    await writeFile(file, content);
    return file;
  }

  /** A directory of the caller's own, on the host; made at its first use, gone at the end of the scenario. */
  get folder(): string {
    this.directory ??= mkdtempSync(path.join(tmpdir(), 'conform-host-'));
    return this.directory;
  }

  get file(): string {
    return this.hostFile ?? missing('a file of the host');
  }

  /** The address of the host at which others find its service. */
  address = '';

  /** Opens a service on an address of the host, for as long as the scenario lasts. */
  async openService(address: string): Promise<void> {
    this.address = address;
    const server = createServer((socket) => {
      this.connections += 1;
      socket.end('the host\n');
    });
    this.server = server;
    await new Promise<void>((resolve) => server.listen(0, address, resolve));
  }

  get port(): number {
    const address = this.server?.address();
    return address && typeof address === 'object' ? address.port : missing('a service of the host');
  }

  /** What has to be done before the folder can go. */
  beforeLeaving: (() => void) | undefined;

  async clear(): Promise<void> {
    this.server?.close();
    this.beforeLeaving?.();
    if (this.directory) await rm(this.directory, { recursive: true, force: true });
  }
}

const missing = (what: string): never => {
  throw new SuiteError(`the scenario has not introduced ${what}`);
};
