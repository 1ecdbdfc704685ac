/** For tests: a daemon of one's own, as a program of its own, in a temporary root; and the assertion that nothing of it is left. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { buffer } from 'node:stream/consumers';
import { pack } from 'tar-stream';

const busybox = '/bin/busybox';

/** Why these tests cannot run here, for `skip`; false when they can. */
export const cannotServe: string | false =
  process.getuid?.() !== 0 ? 'needs root' : existsSync(busybox) ? false : `needs a static ${busybox}`;

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  /** The body as JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever came.
  readonly json: any;
}

export class TestDaemon {
  readonly root = realpathSync(mkdtempSync(path.join(tmpdir(), 'scr-daemon-')));
  readonly socket = path.join(this.root, 'scr.sock');
  /** What it wrote on standard error. */
  log = '';
  private program: ChildProcess | undefined;

  static async start(): Promise<TestDaemon> {
    const daemon = new TestDaemon();
    await daemon.serve();
    await daemon.import('test');
    return daemon;
  }

  /** Starts the program; resolves when it says that it serves. Rejects with what it said when it ends instead. */
  async serve(socket = this.socket): Promise<void> {
    const program = spawnDaemon(this.root, socket);
    const lines = createInterface({ input: program.stderr as NodeJS.ReadableStream });
    const serving = new Promise<void>((resolve, reject) => {
      lines.on('line', (line) => {
        this.log += `${line}\n`;
        if (line.includes('"serving"')) resolve();
      });
      program.once('close', () => reject(new Error(this.log)));
    });
    await serving;
    this.program = program;
  }

  async end(signal: NodeJS.Signals): Promise<void> {
    if (!this.program) return;
    const closed = once(this.program, 'close');
    this.program.kill(signal);
    await closed;
    this.program = undefined;
  }

  /** An image of busybox at /bin/busybox and a passwd with a user `web`. */
  async import(name: string): Promise<void> {
    const archive = pack();
    archive.entry({ name: 'bin/busybox', mode: 0o755 }, readFileSync(busybox));
    archive.entry({ name: 'bin/sh', type: 'symlink', linkname: 'busybox' });
    archive.entry({ name: 'etc/passwd' }, 'root:x:0:0::/root:/bin/sh\nweb:x:1000:1001::/home/web:/bin/sh\n');
    archive.entry({ name: 'data/file' }, 'old\n');
    archive.finalize();
    const answer = await this.ask('POST', `/images/create?fromSrc=-&repo=${name}`, await buffer(archive));
    assert.equal(answer.status, 200, answer.text);
  }

  /** One exchange over HTTP; a plain object is sent as JSON. */
  async ask(method: string, target: string, body?: Buffer | string | object): Promise<Answer> {
    const asked = request({ socketPath: this.socket, method, path: target });
    const raw = body === undefined || typeof body === 'string' || Buffer.isBuffer(body);
    asked.end(raw ? body : JSON.stringify(body));
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    const text = (await buffer(response)).toString();
    return {
      status: response.statusCode ?? 0,
      headers: response.headers,
      text,
      get json() {
        return JSON.parse(text);
      },
    };
  }

  /** Makes a container without network that runs a shell script: its identifier. */
  async create(
    script: string,
    more: { HostConfig?: object; [field: string]: unknown } = {},
    name = '',
  ): Promise<string> {
    const { HostConfig, ...config } = more;
    const answer = await this.ask('POST', `/containers/create?name=${name}`, {
      Image: 'test',
      Cmd: ['/bin/sh', '-c', script],
      ...config,
      HostConfig: { NetworkMode: 'none', ...HostConfig },
    });
    assert.equal(answer.status, 201, answer.text);
    return answer.json.Id;
  }

  async run(
    script: string,
    more: { HostConfig?: object; [field: string]: unknown } = {},
    name = '',
  ): Promise<string> {
    const id = await this.create(script, more, name);
    const answer = await this.ask('POST', `/containers/${id}/start`);
    assert.equal(answer.status, 204, answer.text);
    return id;
  }

  async wait(id: string, condition = 'not-running'): Promise<number> {
    return (await this.ask('POST', `/containers/${id}/wait?condition=${condition}`)).json.StatusCode;
  }

  /** A raw connection to a container's streams, past the headers of the answer. */
  async attach(id: string, query: string, upgrade = true): Promise<Attached> {
    const socket = connect({ path: this.socket, allowHalfOpen: true });
    const how = upgrade ? 'Connection: Upgrade\r\nUpgrade: tcp\r\n' : '';
    socket.write(`POST /v1.41/containers/${id}/attach?${query} HTTP/1.1\r\nHost: x\r\n${how}\r\n`);
    return Attached.past(socket);
  }

  /** Removes all containers, ends the daemon, and looks at the host: throws when anything is left. */
  async close(): Promise<void> {
    if (!this.program) await this.serve();
    for (const { Id } of (await this.ask('GET', '/containers/json?all=1')).json)
      await this.ask('DELETE', `/containers/${Id}?force=1`);
    const left = readdirSync(path.join(this.root, 'containers'));
    await this.end('SIGTERM');
    assert.deepEqual(left, [], 'directories of containers');
    assert.deepEqual(this.leftovers(), []);
    assert.equal(existsSync(this.socket), false, 'the socket');
    rmSync(this.root, { recursive: true });
  }

  /** What the host still has of this daemon's containers. */
  leftovers(): string[] {
    const mounts = readFileSync('/proc/self/mountinfo', 'utf8')
      .split('\n')
      .filter((line) => line.includes(this.root));
    const processes = readdirSync('/proc').filter(
      (pid) => /^\d+$/.test(pid) && commandLine(pid).includes(this.root),
    );
    const bridges = Object.keys(networkInterfaces()).filter((name) => this.log.includes(`"${name}"`));
    return [...mounts, ...processes.map((pid) => `${pid} ${commandLine(pid)}`), ...bridges];
  }
}

/** The client's side of attach. */
export class Attached {
  private received = Buffer.alloc(0);

  private constructor(
    readonly socket: Socket,
    readonly head: string,
  ) {
    socket.on('data', (data) => {
      this.received = Buffer.concat([this.received, data]);
    });
  }

  static async past(socket: Socket): Promise<Attached> {
    let head = '';
    while (!head.includes('\r\n\r\n')) {
      const [data] = (await once(socket, 'data')) as [Buffer];
      head += data.toString('latin1');
    }
    socket.pause();
    const body = head.slice(head.indexOf('\r\n\r\n') + 4);
    if (body) socket.unshift(Buffer.from(body, 'latin1'));
    return new Attached(socket, head.slice(0, head.indexOf('\r\n\r\n')));
  }

  /** Resolves when the text has come. */
  async until(text: string): Promise<void> {
    this.socket.resume();
    while (!this.received.includes(text)) await once(this.socket, 'data');
  }

  /** Everything raw, when the daemon has ended the session. */
  async ended(): Promise<Buffer> {
    this.socket.resume();
    if (!this.socket.readableEnded) await once(this.socket, 'end');
    this.socket.destroy();
    return this.received;
  }

  /** The streams that the frames carry, when the daemon has ended the session. */
  async streams(): Promise<{ stdout: string; stderr: string }> {
    return streamsIn(await this.ended());
  }
}

export function streamsIn(framed: Buffer): { stdout: string; stderr: string } {
  const streams = { stdout: '', stderr: '' };
  for (let at = 0; at < framed.length; ) {
    const length = framed.readUInt32BE(at + 4);
    streams[framed[at] === 1 ? 'stdout' : 'stderr'] += framed.subarray(at + 8, at + 8 + length).toString();
    at += 8 + length;
  }
  return streams;
}

/** From source or compiled, as this file is. */
function spawnDaemon(root: string, socket: string): ChildProcess {
  const extension = path.extname(__filename);
  const loader = extension === '.ts' ? ['-r', 'ts-node/register'] : [];
  const main = path.join(__dirname, 'cli', `main${extension}`);
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: undefined, NODE_OPTIONS: undefined };
  return spawn(process.execPath, [...loader, main, 'daemon', '--root', root, '--socket', socket], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env,
  });
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}
