/** What a caller can ask for, by the words of the features. */
import type { ContainerFacts, ContainerRequest, Limits, NamesWish } from '../../harness/drivers/runtime';
import type { Container } from './containers';
import type { ScenarioWorld } from './world';

/** Wishes without a value. */
export const wishes = {
  'no network': { network: 'none' },
  'the network of the host': { network: 'host' },
  'its exposed ports 4444/tcp and 4445/udp to be published': { publishExposed: ['4444/tcp', '4445/udp'] },
  'a terminal': { terminal: true },
  'no name': { name: '' },
  'an open standard input': { stdinOpen: true },
  'removal at its end': { removeAtEnd: true },
  'an init': { init: true },
  'a read-only root': { readOnlyRoot: true },
  'no new privileges': { noNewPrivileges: true },
  'all privileges': { privileged: true },
  'no filter of system calls': { systemCallFilter: 'unconfined' },
} as const satisfies Record<string, Partial<ContainerRequest>>;

type Set = (container: Container, value: string, world: ScenarioWorld) => void;

const limit =
  (name: keyof Limits): Set =>
  ({ request }, value) => {
    request.limits = { ...request.limits, [name]: name === 'resources' ? value.split(' ') : value };
  };

/** One more of those that may be several. */
const oneMore =
  (name: Exclude<keyof NamesWish, 'domain'>): Set =>
  ({ request }, value) => {
    request.names = { ...request.names, [name]: [...(request.names?.[name] ?? []), value] };
  };

/** Wishes with one value. */
export const settings = {
  name: (container, value) => container.rename(value),
  'name, ended by': (container, value) => container.rename(`${container.request.name}${value}`),
  'name, filled up to a length of': (container, value) =>
    container.rename(container.request.name.padEnd(Number(value), 'x')),
  'working directory': ({ request }, value) => Object.assign(request, { workingDirectory: value }),
  user: ({ request }, value) => Object.assign(request, { user: value }),
  'host name': ({ request }, value) => Object.assign(request, { hostname: value }),
  'name server': oneMore('servers'),
  'search domain': oneMore('search'),
  'resolver option': oneMore('options'),
  'line of the hosts file': oneMore('hosts'),
  'domain name': ({ request }, value) =>
    Object.assign(request, { names: { ...request.names, domain: value } }),
  'restart policy': ({ request }, value) => Object.assign(request, { restartPolicy: value }),
  label: (container, value, world) => settings.labels(container, value, world),
  labels: ({ request }, value, { containers }) => {
    const labels = value.split(', ').map((each) => containers.ownLabel(each).split(/=(.*)/s));
    request.labels = Object.fromEntries(labels.map(([name = '', text = '']) => [name, text]));
  },
  'stop signal': ({ request }, value) => Object.assign(request, { stopSignal: value }),
  'PID namespace of': ({ request }, value) => Object.assign(request, { pidNamespace: value }),
  'UTS namespace of': ({ request }, value) => Object.assign(request, { utsNamespace: value }),
  'IPC namespace of': ({ request }, value) => Object.assign(request, { ipcNamespace: value }),
  entrypoint: ({ request }, value) => Object.assign(request, { entrypoint: value }),
  'limit of memory and swap': limit('memoryAndSwap'),
  'limit of processes': limit('pids'),
  'share of processors': limit('cpus'),
  'set of processors': limit('processors'),
  weight: limit('cpuShares'),
  'size of shared memory': limit('sharedMemory'),
  'out-of-memory score': limit('outOfMemoryScore'),
  /** Several are parted by blanks. */
  'resource limits': limit('resources'),
  'further group': ({ request }, value) => Object.assign(request, { furtherGroups: [value] }),
  device: ({ request }, value) => Object.assign(request, { devices: [value] }),
  'kernel setting': ({ request }, value) => Object.assign(request, { kernelSettings: [value] }),
} as const satisfies Record<string, Set>;

/** What a runtime shows of a setting. */
export const shown: Readonly<Record<string, (facts: ContainerFacts) => string>> = {
  user: ({ asked }) => asked.user,
  'working directory': ({ asked }) => asked.workingDirectory,
  'host name': ({ asked }) => asked.hostname,
  name: ({ name }) => name,
};

/** What a runtime shows of a wish. */
export const shownWishes: Readonly<Record<string, (facts: ContainerFacts) => boolean>> = {
  'a terminal': ({ asked }) => asked.terminal,
  'an open standard input': ({ asked }) => asked.stdinOpen,
  'removal at its end': ({ asked }) => asked.removeAtEnd,
  'a read-only root': ({ asked }) => asked.readOnlyRoot,
};
