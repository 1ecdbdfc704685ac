/** Tries out every optional capability, claimed or not: a claim is worth what a probe confirms. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Burnt, DeedResult, Facts, Spawned } from '../probe/facts';
import { type Capability, capabilities } from './capabilities';
import type { Outcome } from './outcome';
import type { ContainerRequest, Finished, Mount, Runtime } from './runtime';

export interface CapabilityFinding {
  readonly claimed: boolean;
  readonly present: boolean;
  /** What the probe saw, in words. */
  readonly seen: string;
}

type Sight = Omit<CapabilityFinding, 'claimed'>;
type Try = (request: Omit<ContainerRequest, 'image'>) => Promise<Outcome<Finished>>;
type Trial = (attempt: Try, runtime: Runtime, image: string) => Promise<Sight>;

const mebibyte = 1_048_576;

/**
 * @param image reference of the fixture `base` in the runtime.
 * @returns for each capability, whether it is claimed and whether it was seen at work.
 */
export async function probeCapabilities(
  runtime: Runtime,
  image: string,
): Promise<Record<Capability, CapabilityFinding>> {
  const attempt: Try = (request) => runtime.run({ image, removeAtEnd: true, network: 'none', ...request });
  const names = Object.keys(capabilities) as Capability[];
  const found = await Promise.all(
    names.map(async (name) => [
      name,
      { claimed: runtime.capabilities.has(name), ...(await trials[name](attempt, runtime, image)) },
    ]),
  );
  return Object.fromEntries(found) as Record<Capability, CapabilityFinding>;
}

/** `attempt` runs a process to its end; what takes more is asked of the runtime, with the image to make containers from. */
const trials: Record<Capability, Trial> = {
  'memory-limit': async (attempt) => {
    const argv = ['/probe', 'allocate', String(96 * mebibyte)];
    const outcome = await attempt({ argv, limits: { memory: '32m' } });
    if (outcome.kind === 'refusal') return refused(outcome);
    const { exitStatus } = outcome.value;
    return { present: exitStatus === 137, seen: `a process that took 96 MiB of 32 ended with ${exitStatus}` };
  },

  'swap-limit': async (attempt) =>
    look<Facts>(
      await attempt({ argv: ['/probe', 'facts'], limits: { memory: '64m', memoryAndSwap: '96m' } }),
      ({ limits }) => ({
        present: limits.memoryAndSwap === 96 * mebibyte,
        seen: `a bound of ${limits.memoryAndSwap} bytes where 96 MiB were asked for`,
      }),
    ),

  'processor-set': async (attempt) =>
    look<Facts>(await attempt({ argv: ['/probe', 'facts'], limits: { processors: '0' } }), ({ limits }) => ({
      present: limits.processors === '0',
      seen: `the process may run on the processors ${limits.processors}`,
    })),

  'host-devices': async (attempt) => {
    const argv = ['/probe', 'try', 'open', '/dev/asked-for'];
    return look<DeedResult>(await attempt({ argv, devices: ['/dev/null:/dev/asked-for'] }), ({ error }) => ({
      present: error === null,
      seen: `opening a device that was asked for: ${error ?? 'done'}`,
    }));
  },

  'pids-limit': async (attempt) =>
    look<Spawned>(
      await attempt({ argv: ['/probe', 'spawn', '64'], limits: { pids: 16 } }),
      ({ spawned }) => ({
        present: spawned < 16,
        seen: `${spawned} of 64 children were started within a limit of 16`,
      }),
    ),

  'cpu-limit': async (attempt) =>
    // A machine that is busy gives less than it may, but hardly ever as little as a fifth over three periods of the scheduler.
    look<Burnt>(
      await attempt({ argv: ['/probe', 'burn', '300'], limits: { cpus: 0.1 } }),
      ({ wallMs, cpuMs }) => ({
        present: cpuMs < 0.25 * wallMs,
        seen: `${cpuMs} ms of processor time in ${wallMs} ms with 0.1 processors`,
      }),
    ),

  network: async (attempt) =>
    look<Facts>(await attempt({ argv: ['/probe', 'facts'], network: 'default' }), ({ interfaces }) => {
      const own = interfaces.filter(({ name, up, addresses }) => name !== 'lo' && up && addresses.length > 0);
      return {
        present: own.length > 0,
        seen: `interfaces with an address: ${own.map((i) => i.name).join(', ') || 'none'}`,
      };
    }),

  terminal: async (attempt) =>
    look<Facts>(await attempt({ argv: ['/probe', 'facts'], terminal: true }), ({ terminal }) => ({
      present: terminal.stdin && terminal.stdout,
      seen: `standard output is ${terminal.stdout ? 'a' : 'no'} terminal`,
    })),

  seccomp: async (attempt) =>
    look<Facts>(await attempt({ argv: ['/probe', 'facts'] }), ({ seccomp }) => ({
      present: seccomp === 2,
      seen: `seccomp mode ${seccomp}`,
    })),

  init: async (attempt) =>
    look<Facts>(await attempt({ argv: ['/probe', 'facts'], init: true }), ({ pid }) => ({
      present: pid !== 1,
      seen: `with an init in front, the process has the number ${pid}`,
    })),

  'shared-namespaces': async (attempt) =>
    look<Facts>(await attempt({ argv: ['/probe', 'facts'], pidNamespace: 'host' }), ({ pid }) => ({
      present: pid !== 1,
      seen: `among the processes of the host, the process has the number ${pid}`,
    })),

  update: async (_, runtime, image) => {
    const began = await runtime.runDetached({ image, argv: ['/probe', 'hold'], network: 'none' });
    if (began.kind === 'refusal') return refused(began);
    const { id } = began.value;
    const outcome = await runtime.update(id, { cpuShares: 512 });
    await runtime.remove(id, { force: true });
    return outcome.kind === 'refusal'
      ? refused(outcome)
      : { present: true, seen: 'other shares were accepted' };
  },

  pause: async (_, runtime, image) => {
    const began = await runtime.runDetached({ image, argv: ['/probe', 'hold'], network: 'none' });
    if (began.kind === 'refusal') return refused(began);
    const { id } = began.value;
    const outcome = await runtime.pause(id);
    const looked = await runtime.inspect(id);
    await runtime.remove(id, { force: true });
    if (outcome.kind === 'refusal') return refused(outcome);
    const state = looked.kind === 'answer' ? looked.value.state : 'unknown';
    return { present: state === 'paused', seen: `a container that was paused is ${state}` };
  },

  'restart-policy': async (_, runtime, image) => {
    const request = { image, argv: ['/probe', 'exit', '1'], network: 'none', restartPolicy: 'on-failure:1' };
    const began = await runtime.runDetached(request as ContainerRequest);
    if (began.kind === 'refusal') return refused(began);
    const { id } = began.value;
    const restarts = await restartsOf(runtime, id);
    await runtime.remove(id, { force: true });
    return { present: restarts === 1, seen: `a process that failed was started again ${restarts} times` };
  },
  // A restart would take the runtime away from the scenarios that run meanwhile: the clauses themselves show whether it works.
  'runtime-restart': async (_attempt, runtime) => ({
    present: runtime.isRestartable,
    seen: runtime.isRestartable ? 'the descriptor says how' : 'the descriptor says no way',
  }),

  'published-ports': async (_attempt, runtime, image) =>
    whileRunning(runtime, { image, ports: [{ port: '7', protocol: 'tcp' }] }, async (container) => {
      const outcome = await runtime.publishedPorts(container);
      if (outcome.kind === 'refusal') return refused(outcome);
      const shown = outcome.value.map(({ hostPort }) => hostPort).join(', ');
      return { present: shown !== '', seen: `ports of the host: ${shown || 'none'}` };
    }),

  'named-networks': async (_attempt, runtime) => {
    const name = `conform-probe-${randomBytes(6).toString('hex')}`;
    const made = await runtime.createNetwork(name);
    if (made.kind === 'refusal') return refused(made);
    const listed = await runtime.listNetworks();
    await runtime.removeNetwork(name);
    const present = listed.kind === 'answer' && listed.value.some((network) => network.name === name);
    return { present, seen: `a network that was made is ${present ? '' : 'not '}listed` };
  },

  'host-network': async (attempt) =>
    look<Facts>(await attempt({ argv: ['/probe', 'facts'], network: 'host' }), ({ namespaces }) => ({
      present: namespaces.net === readlinkSync('/proc/self/ns/net'),
      seen: `the process is in the namespace ${namespaces.net}`,
    })),

  'shared-network': async (attempt, runtime, image) =>
    whileRunning(runtime, { image, network: 'none' }, async (container) =>
      look<Facts>(await attempt({ argv: ['/probe', 'facts'], network: { container } }), ({ namespaces }) => ({
        present: true,
        seen: `the process is in the namespace ${namespaces.net}`,
      })),
    ),

  'domain-name': async (attempt) => {
    const argv = ['/probe', 'read', '/proc/sys/kernel/domainname'];
    const outcome = await attempt({ argv, names: { domain: 'harbour.example' } });
    if (outcome.kind === 'refusal') return refused(outcome);
    const name = outcome.value.stdout.toString().trim();
    return { present: name === 'harbour.example', seen: `the domain name is ${name}` };
  },

  'working-directory-creation': async (attempt) =>
    look<Facts>(await attempt({ argv: ['/probe', 'facts'], workingDirectory: '/not/there' }), ({ cwd }) => ({
      present: cwd === '/not/there',
      seen: `the process began in ${cwd}`,
    })),

  volumes: (attempt) => tryMount(attempt, { kind: 'volume', target: '/mounted' }),
  'bind-mounts': (attempt) =>
    tryMount(attempt, { kind: 'bind', source: tmpdir(), target: '/mounted', readOnly: true }),
  tmpfs: (attempt) => tryMount(attempt, { kind: 'tmpfs', target: '/mounted' }),

  'identifier-file': async (_, runtime, image) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'conform-identifier-'));
    const identifierFile = path.join(folder, 'identifier');
    const made = await runtime.create({ image, argv: ['/probe'], identifierFile });
    const present = existsSync(identifierFile);
    rmSync(folder, { recursive: true });
    if (made.kind === 'refusal') return refused(made);
    await runtime.remove(made.value.id, { force: true });
    return { present, seen: `the file is ${present ? '' : 'not '}there` };
  },

  'path-copy': async (_, runtime, image) => {
    const made = await runtime.create({ image, argv: ['/probe'] });
    if (made.kind === 'refusal') return refused(made);
    const folder = mkdtempSync(path.join(tmpdir(), 'conform-copy-'));
    const copied = await runtime.copyToPath(made.value.id, '/data/keep.txt', folder);
    const present = existsSync(path.join(folder, 'keep.txt'));
    rmSync(folder, { recursive: true });
    await runtime.remove(made.value.id, { force: true });
    return copied.kind === 'refusal'
      ? refused(copied)
      : { present, seen: `the copy is ${present ? '' : 'not '}there` };
  },
};

const tryMount = async (attempt: Try, mount: Mount): Promise<Sight> =>
  look<Facts>(await attempt({ argv: ['/probe', 'facts'], mounts: [mount] }), ({ mounts }) => {
    const found = mounts.find(({ target }) => target === mount.target);
    return { present: found !== undefined, seen: `at ${mount.target}: ${found?.type ?? 'nothing'}` };
  });

/** Runtimes wait a little before they start a process again. */
async function restartsOf(runtime: Runtime, id: string): Promise<number> {
  const end = performance.now() + 3000;
  for (;;) {
    const outcome = await runtime.inspect(id);
    const restarts = outcome.kind === 'answer' ? outcome.value.restarts : 0;
    if (restarts > 0 || outcome.kind === 'refusal' || performance.now() > end) return restarts;
  }
}

/** A container that does nothing, for as long as somebody looks at it. */
async function whileRunning(
  runtime: Runtime,
  request: ContainerRequest,
  sight: (container: string) => Promise<Sight>,
): Promise<Sight> {
  const made = await runtime.runDetached({ ...request, argv: ['/probe', 'hold'] });
  if (made.kind === 'refusal') return refused(made);
  try {
    return await sight(made.value.id);
  } finally {
    await runtime.remove(made.value.id, { force: true });
  }
}

function look<T>(outcome: Outcome<Finished>, judge: (facts: T) => Sight): Sight {
  if (outcome.kind === 'refusal') return refused(outcome);
  const { stdout, stderr, exitStatus } = outcome.value;
  try {
    return judge(JSON.parse(stdout.toString()) as T);
  } catch {
    return { present: false, seen: `the probe ended with ${exitStatus}: ${stderr.toString().trim()}` };
  }
}

const refused = ({ exchange }: Extract<Outcome<unknown>, { kind: 'refusal' }>): Sight => ({
  present: false,
  seen: `refused: ${exchange.stderr.trim().split('\n')[0] ?? ''}`,
});
