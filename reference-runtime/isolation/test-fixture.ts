/** For the tests of this room: containers of a static busybox in a temporary directory, launched for real. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultCapabilities } from './capabilities';
import { removeCgroup } from './cgroups/container-cgroup';
import { hostHierarchies } from './cgroups/hierarchies';
import { initLayer } from './init-layer';
import { launch } from './launch';
import type { LaunchRequest, ProcessRequest } from './launch-request';
import type { ExitRecord, Monitored } from './monitored';
import { readOutput } from './output-log';

const busybox = '/bin/busybox';

/** Why these tests cannot run here, for `skip`; false when they can. */
export const cannotLaunch: string | false =
  process.getuid?.() !== 0 ? 'needs root' : existsSync(busybox) ? false : `needs a static ${busybox}`;

const passwd = 'root:x:0:0::/root:/bin/sh\nweb:x:1000:1001::/home/web:/bin/sh\n12:x:1012:1012::/:/bin/sh\n';
const group = 'root:x:0:\nweb:x:1001:\naudio:x:29:web,root\nvideo:x:44:web\n';

export interface Finished {
  readonly exit: ExitRecord;
  readonly stdout: string;
  readonly stderr: string;
}

/** A container's directories; `close` removes them. */
export class Sandbox {
  readonly directory = mkdtempSync(join(tmpdir(), 'scr-isolation-'));
  readonly id = randomBytes(32).toString('hex');
  readonly stateDir = join(this.directory, 'state');
  readonly image = join(this.directory, 'image');
  readonly upper = join(this.directory, 'upper');

  constructor() {
    for (const path of [
      this.stateDir,
      this.upper,
      join(this.directory, 'work'),
      join(this.image, 'bin'),
      join(this.image, 'etc'),
    ])
      mkdirSync(path, { recursive: true });
    cpSync(busybox, join(this.image, 'bin/busybox'));
    writeFileSync(join(this.image, 'etc/passwd'), passwd);
    writeFileSync(join(this.image, 'etc/group'), group);
  }

  request(
    process: Partial<ProcessRequest> = {},
    more: Partial<Omit<LaunchRequest, 'process'>> = {},
  ): LaunchRequest {
    return {
      id: this.id,
      stateDir: this.stateDir,
      root: {
        lower: [this.image, initLayer(join(this.directory, 'init-layer'))],
        upper: this.upper,
        work: join(this.directory, 'work'),
        readOnly: false,
      },
      process: {
        argv: ['busybox', 'true'],
        environment: ['PATH=/bin'],
        cwd: '/',
        user: '',
        furtherGroups: [],
        resourceLimits: [],
        terminal: false,
        stdinOpen: false,
        ...process,
      },
      namespaces: {},
      hostname: 'sandbox',
      domainname: '',
      network: { kind: 'own', addresses: [], ports: [] },
      limits: {},
      mounts: [],
      security: {
        privileged: false,
        capabilities: defaultCapabilities,
        seccomp: 'default',
        noNewPrivileges: false,
        devices: [],
        deviceRules: [],
      },
      kernelSettings: {},
      shmSize: 1 << 20,
      ...more,
    };
  }

  /** Runs a line of shell to its end. */
  async shell(
    line: string,
    process: Partial<ProcessRequest> = {},
    more: Partial<Omit<LaunchRequest, 'process'>> = {},
  ): Promise<Finished> {
    const request = this.request({ argv: ['busybox', 'sh', '-c', line], ...process }, more);
    return this.finish(await launch(request));
  }

  async finish(container: Monitored): Promise<Finished> {
    await container.started;
    const exit = await container.exited;
    const output = { stdout: '', stderr: '' };
    for await (const { stream, data } of readOutput(this.stateDir, { follow: false })) output[stream] += data;
    rmSync(join(this.stateDir, 'output.log')); // so that the next run's output stands alone
    return { exit, ...output };
  }

  /** What the container left on the host outside this sandbox's directories; empty is good. */
  leftovers(): string[] {
    const cgroups = hostHierarchies()
      .map(({ mountPoint }) => join(mountPoint, `scr-${this.id}`))
      .filter((path) => existsSync(path));
    const mounts = readFileSync('/proc/self/mountinfo', 'utf8')
      .split('\n')
      .filter((line) => line.includes(this.directory));
    const pipes = readdirSync(this.stateDir).filter((name) => ['control', 'events', 'stdin'].includes(name));
    return [...cgroups, ...mounts, ...pipes, ...processesOf(this.stateDir)];
  }

  /** Also ends what a failed test left running. */
  async close(): Promise<void> {
    await removeCgroup(this.id);
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** Monitors of a state directory, and everything that still has it in its command line. */
const processesOf = (stateDir: string): string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => commandLine(pid).includes(stateDir))
    .map((pid) => `process ${pid}`);

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

/** What a container may be asked to call its own. */
export const network = {
  kind: 'own',
  addresses: [{ device: 'eth0', address: '10.99.253.2', prefixLength: 30, gateway: '10.99.253.1' }],
  ports: [],
} as const;

/** The device of that address, with a carrier. It goes with the container. */
export const plugIn = (pid: number): Buffer =>
  execFileSync('ip', [
    'link',
    'add',
    `scrl${pid}`,
    'up',
    'type',
    'veth',
    'peer',
    'name',
    'eth0',
    'netns',
    `${pid}`,
  ]);

/** Resolves when the output contains `text`. */
export async function outputContains(stateDir: string, text: string): Promise<void> {
  let seen = '';
  for await (const { data } of readOutput(stateDir, { follow: true })) {
    seen += data.toString('latin1');
    if (seen.includes(text)) return;
  }
  throw new Error(`the output ended without '${text}': ${seen}`);
}
