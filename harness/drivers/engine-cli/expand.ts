import type { ContainerRequest, ExecRequest, Limits, Mount, PublishWish } from '../runtime';
import type { Descriptor, OptionName, Template } from './descriptor';

/** Values for placeholders. An absent or false one drops the words that depend on it; a list fills the place of a whole word. */
export type Values = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** The words of a command line. */
export function expand(template: Template, values: Values): string[] {
  return template.flatMap((word) => {
    if (typeof word === 'string') return fill(word, values);
    const wanted = word.when === undefined || isGiven(values[word.when]);
    const unwanted = word.unless !== undefined && isGiven(values[word.unless]);
    return wanted && !unwanted ? word.words.flatMap((inner) => fill(inner, values)) : [];
  });
}

const isGiven = (value: Values[string]): boolean => value !== undefined && value !== false;

function fill(word: string, values: Values): string[] {
  const whole = /^\{(\w+)\}$/.exec(word)?.[1];
  const value = whole === undefined ? undefined : values[whole];
  if (typeof value === 'object') return [...value];
  return [
    word.replace(/\{(\w+)\}/g, (all, name: string) => (name in values ? String(values[name] ?? '') : all)),
  ];
}

/** The wishes of a request as words, and those that the runtime has no words for. */
export function optionWords(
  options: Descriptor['options'],
  request: ContainerRequest,
  label: string,
): { words: string[]; unsupported: OptionName[] } {
  const asked = Object.entries(wishes(request, label)).filter(([, values]) => values.length > 0) as [
    OptionName,
    string[],
  ][];
  return {
    words: asked.flatMap(([name, values]) =>
      values.flatMap((value) => expand(options[name] ?? [], { value })),
    ),
    unsupported: asked.map(([name]) => name).filter((name) => options[name] === null && name !== 'always'),
  };
}

/** The wishes for a process beside the first; `null` in the descriptor counts as no word. */
export const processWords = (options: Descriptor['options'], request: Omit<ExecRequest, 'argv'>): string[] =>
  said(options, processWishes(request));

/** Limits as words. */
export const limitWords = (options: Descriptor['options'], limits: Limits): string[] =>
  said(options, limitWishes(limits));

const said = (options: Descriptor['options'], asked: Partial<Record<OptionName, string[]>>): string[] =>
  Object.entries(asked).flatMap(([name, values]) =>
    values.flatMap((value) => expand(options[name as OptionName] ?? [], { value })),
  );

const processWishes = (request: Omit<ExecRequest, 'argv'>) => ({
  environment: Object.entries(request.environment ?? {}).map(([name, value]) => `${name}=${value}`),
  workingDirectory: given(request.workingDirectory),
  user: given(request.user),
  terminal: flag(request.terminal),
  stdinOpen: flag(request.stdinOpen),
});

const limitWishes = (limits: Limits) => ({
  memory: given(limits.memory),
  pids: given(limits.pids),
  cpus: given(limits.cpus),
  cpuShares: given(limits.cpuShares),
  memoryAndSwap: given(limits.memoryAndSwap),
  processors: given(limits.processors),
  sharedMemory: given(limits.sharedMemory),
  outOfMemoryScore: given(limits.outOfMemoryScore),
  resources: limits.resources ?? [],
});

/** One value for each time an option is to be given; a wish without a value of its own has the empty one. */
function wishes(request: ContainerRequest, label: string): Record<Exclude<OptionName, 'change'>, string[]> {
  const { limits = {} } = request;
  return {
    always: [''],
    label: [label, ...Object.entries(request.labels ?? {}).map(([name, value]) => `${name}=${value}`)],
    name: given(request.name || undefined),
    entrypoint: given(request.entrypoint),
    ...processWishes(request),
    hostname: given(request.hostname),
    ...networkWishes(request),
    ...limitWishes(limits),
    furtherGroups: request.furtherGroups ?? [],
    devices: request.devices ?? [],
    noNewPrivileges: flag(request.noNewPrivileges),
    systemCallFilter: given(request.systemCallFilter),
    privileged: flag(request.privileged),
    kernelSettings: request.kernelSettings ?? [],
    addCapabilities: request.addCapabilities ?? [],
    dropCapabilities: request.dropCapabilities ?? [],
    readOnlyRoot: flag(request.readOnlyRoot),
    ...mountWishes(request),
    removeAtEnd: flag(request.removeAtEnd),
    stopSignal: given(request.stopSignal),
    init: flag(request.init),
    pidNamespace: given(request.pidNamespace),
    utsNamespace: given(request.utsNamespace),
    ipcNamespace: given(request.ipcNamespace),
    identifierFile: given(request.identifierFile),
    restartPolicy: given(request.restartPolicy),
  };
}

/** As Docker's command line writes them: `source:target[:ro]`, `target[:size=…,mode=…]`, `container[:ro]`. */
function mountWishes({ mounts = [], volumesFrom = [] }: ContainerRequest) {
  const parts = (...words: (string | undefined)[]) => words.filter((word) => word).join(':');
  const mode = (readOnly?: boolean) => (readOnly ? 'ro' : undefined);
  const shown = (kind: Mount['kind']) => mounts.filter((mount) => mount.kind === kind).map(say);
  const say = (mount: Mount): string => {
    if (mount.kind === 'bind') return parts(mount.source, mount.target, mode(mount.readOnly));
    if (mount.kind === 'volume') return parts(mount.name, mount.target, mode(mount.readOnly));
    const { target, size, mode: bits } = mount;
    return parts(target, [size && `size=${size}`, bits && `mode=${bits}`].filter(Boolean).join(','));
  };
  return {
    bind: shown('bind'),
    volume: shown('volume'),
    tmpfs: shown('tmpfs'),
    volumesFrom: volumesFrom.map(({ container, readOnly }) => parts(container, mode(readOnly))),
  };
}

function networkWishes({ network, ports = [], publishExposed, names = {} }: ContainerRequest) {
  const asked = typeof network === 'object' ? network : undefined;
  const named = asked && 'name' in asked ? asked : undefined;
  return {
    networkNone: flag(network === 'none'),
    networkHost: flag(network === 'host'),
    networkContainer: asked && 'container' in asked ? [asked.container] : [],
    networkNamed: given(named?.name),
    networkAlias: [...(named?.aliases ?? [])],
    publish: ports.map(publication),
    publishExposed: flag(publishExposed !== undefined),
    expose: publishExposed ?? [],
    nameServer: [...(names.servers ?? [])],
    searchDomain: [...(names.search ?? [])],
    resolverOption: [...(names.options ?? [])],
    extraHost: [...(names.hosts ?? [])],
    domainName: given(names.domain),
  };
}

/** `127.0.0.1:8080:80/tcp`, `127.0.0.1::80/tcp`, `8080:80/tcp`, `80/tcp` */
function publication({ port, protocol, hostPort, hostAddress }: PublishWish): string {
  const host = hostAddress === undefined ? hostPort : `${hostAddress}:${hostPort ?? ''}`;
  return `${host === undefined ? '' : `${host}:`}${port}/${protocol}`;
}

const given = (value: string | number | undefined): string[] => (value === undefined ? [] : [String(value)]);
const flag = (wanted: boolean | undefined): string[] => (wanted ? [''] : []);
