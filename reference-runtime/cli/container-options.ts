/** The options of `run` and `create`: declared once, and turned into the body of "create a container". */
import { readFileSync } from 'node:fs';
import type { Command, Option } from 'commander';
import { CommandFailure, exitStatus, messageOf } from './failure';
import { type HostOptions, hostFields, withHostOptions } from './host-options';
import { anonymousVolumes, hostVolume, type MountOptions, mountFields, mountOption } from './mount-options';
import { exposedPorts, networkingConfig, networkMode, portBindings } from './network-options';
import { namedValues, parseInteger, parseProcessors, parseSize } from './quantities';
import { terminalSize } from './terminal';
import { listOption, option } from './verb';

export interface LimitOptions {
  memory?: number;
  memorySwap?: number;
  pidsLimit?: number;
  cpus?: number;
  cpuShares?: number;
  cpuQuota?: number;
  cpuPeriod?: number;
  cpusetCpus?: string;
}

export interface ContainerOptions extends MountOptions, LimitOptions, HostOptions {
  name?: string;
  rm?: boolean;
  cidfile?: string;
  pull?: string;
  label?: string[];
  labelFile?: string[];
  attach?: Stream[];
  interactive?: boolean;
  tty?: boolean;
  env?: string[];
  envFile?: string[];
  workdir?: string;
  user?: string;
  hostname?: string;
  domainname?: string;
  entrypoint?: string;
  stopSignal?: string;
  stopTimeout?: number;
  restart?: RestartPolicyJson;
  init?: boolean;
  pid?: string;
  uts?: string;
  ipc?: string;
  network?: string[];
  networkAlias?: string[];
  ip?: string;
  publish?: string[];
  publishAll?: boolean;
  expose?: string[];
  addHost?: string[];
  dns?: string[];
  dnsSearch?: string[];
  dnsOption?: string[];
  readOnly?: boolean;
  shmSize?: number;
}

type Stream = 'stdin' | 'stdout' | 'stderr';

export const environmentOption = (): Option =>
  listOption('-e, --env <name[=value]>', "set a variable; without a value, the caller's; may be repeated");
export const environmentFileOption = (): Option =>
  listOption('--env-file <file>', 'read variables from a file, one on each line');

/** Adds the options to a verb. Flags are docker's; what this runtime cannot do is not among them. */
export function declareContainerOptions(command: Command): Command {
  command
    .passThroughOptions()
    .optionsGroup('Container:')
    .option('--name <name>', 'its name (default: one that the engine makes up)')
    .option('--rm', 'remove it when it has ended')
    .option('--cidfile <file>', 'write its id to a new file')
    .addOption(listOption('-l, --label <name=value>', 'attach a label; may be repeated'))
    .addOption(listOption('--label-file <file>', 'read labels from a file, one on each line'))
    .addOption(
      option('--pull <policy>', 'only "never": images are imported, not pulled', pullPolicy).hideHelp(),
    )
    .optionsGroup('Streams:')
    .addOption(
      listOption('-a, --attach <stream>', 'connect stdin, stdout or stderr; may be repeated', streamName),
    )
    .option('-i, --interactive', 'pass standard input on')
    .option('-t, --tty', 'give the process a terminal')
    .optionsGroup('Process:')
    .addOption(environmentOption())
    .addOption(environmentFileOption())
    .option('-w, --workdir <path>', 'working directory; made when missing')
    .option('-u, --user <user[:group]>', 'names or numbers (default: what the image says, else root)')
    .option('-h, --hostname <name>', 'host name (default: the first 12 digits of the id)')
    .option('--domainname <name>', 'domain name')
    .option('--entrypoint <word>', "first word of the command, instead of the image's entrypoint")
    .option('--stop-signal <signal>', 'signal that asks it to end (default: what the image says, else TERM)')
    .addOption(
      option(
        '--stop-timeout <seconds>',
        'seconds to wait for that before it is killed (default: 10)',
        parseInteger,
      ),
    )
    .addOption(
      option(
        '--restart <policy>',
        'start it again when it has ended: always, unless-stopped or on-failure[:times] (default: no)',
        parseRestart,
      ),
    )
    .optionsGroup('Files:')
    .addOption(
      listOption(
        '-v, --volume <source:path[:ro]>',
        'show a volume (by name), or a file or directory of the host, at a path; a path alone: a new volume',
        hostVolume,
      ),
    )
    .addOption(
      listOption(
        '--mount <key=value,…>',
        'the same, word by word: type=bind|volume|tmpfs,source=…,target=…,readonly',
        mountOption,
      ),
    )
    .addOption(listOption('--tmpfs <path[:options]>', 'an empty file system in memory at a path'))
    .addOption(
      listOption('--volumes-from <container[:ro]>', 'the volumes of another container, at the same paths'),
    )
    .option('--read-only', 'make its root file system read-only')
    .addOption(option('--shm-size <size>', 'size of /dev/shm, like 64m (default: 64m)', parseSize))
    .optionsGroup('Namespaces:')
    .option('--init', 'an init in front of the program: it passes signals on and reaps')
    .option('--pid <mode>', 'whose processes it sees: host, or container:NAME (default: its own)')
    .option('--uts <mode>', 'host: the host name of the host')
    .option('--ipc <mode>', 'host: the shared memory and message queues of the host')
    .optionsGroup('Network:')
    .addOption(
      listOption(
        '--network <network>',
        'bridge, none, host, container:NAME, or one that you made (default: bridge); may be repeated',
      ),
    )
    .addOption(listOption('--network-alias <name>', 'another name in its network; may be repeated'))
    .option('--ip <address>', 'its address in its network')
    .addOption(
      listOption(
        '-p, --publish <[[address:]host:]port[/udp]>',
        'lead a port of the host into it; ranges are fine; may be repeated',
      ),
    )
    .option('-P, --publish-all', 'publish every exposed port on a free port of the host')
    .addOption(listOption('--expose <port[/udp]>', 'a port that -P publishes; may be repeated'))
    .addOption(listOption('--add-host <name:address>', 'a line in its /etc/hosts; may be repeated'))
    .addOption(listOption('--dns <address>', "a name server, instead of the host's; may be repeated"))
    .addOption(listOption('--dns-search <domain>', 'a search domain; may be repeated'))
    .addOption(listOption('--dns-option <option>', 'an option of the resolver; may be repeated'))
    .optionsGroup('Limits:');
  return withHostOptions(withLimits(command))
    .optionsGroup('Help:')
    .helpOption('--help', 'show this')
    .argument('<image>', 'name or id of an image')
    .argument('[command...]', "the program and its arguments (default: the image's)");
}

/** Adds the options of the limits that `update` can change as well. */
export const withLimits = (command: Command): Command =>
  command
    .addOption(option('-m, --memory <size>', 'memory, in bytes or like 512k, 64m, 2g', parseSize))
    .addOption(
      option('--memory-swap <size>', 'memory and swap together; -1: no bound', (text) =>
        parseSize(text, { unlimited: true }),
      ),
    )
    .addOption(option('--pids-limit <number>', 'processes and threads; -1: no bound', parseInteger))
    .addOption(option('--cpus <number>', 'processors, like 0.5', parseProcessors))
    .addOption(
      option(
        '-c, --cpu-shares <number>',
        'weight when processors are scarce (1024 is one share)',
        parseInteger,
      ),
    )
    .addOption(option('--cpu-quota <microseconds>', 'processor time in each period', parseInteger))
    .addOption(option('--cpu-period <microseconds>', 'length of the period (default: 100000)', parseInteger))
    .option('--cpuset-cpus <list>', 'processors it may run on, like 0-2,4');

/** Streams to connect: those asked for, else output, and input with -i. */
export function attachedStreams(options: ContainerOptions): Record<Stream, boolean> {
  const asked = options.attach;
  if (!asked) return { stdin: options.interactive ?? false, stdout: true, stderr: true };
  return {
    stdin: asked.includes('stdin'),
    stdout: asked.includes('stdout'),
    stderr: asked.includes('stderr'),
  };
}

/** Body of "create a container" (Docker Engine API 1.41). CommandFailure for a file that cannot be read. */
export function createBody(
  options: ContainerOptions,
  image: string,
  argv: readonly string[],
  detached = false,
): object {
  const attached = detached ? { stdin: false, stdout: false, stderr: false } : attachedStreams(options);
  const { rows, columns } = (options.tty && terminalSize()) || { rows: 0, columns: 0 };
  return {
    Image: image,
    Cmd: argv.length > 0 ? argv : undefined,
    Entrypoint: options.entrypoint === undefined ? undefined : [options.entrypoint],
    Env: variables(options),
    Labels: namedValues([...fromFiles(options.labelFile), ...(options.label ?? [])]),
    WorkingDir: options.workdir,
    User: options.user,
    Hostname: options.hostname,
    ExposedPorts: exposedPorts(options),
    NetworkingConfig: networkingConfig(options),
    Domainname: options.domainname,
    StopSignal: options.stopSignal,
    StopTimeout: options.stopTimeout,
    Tty: options.tty ?? false,
    OpenStdin: options.interactive ?? false,
    Volumes: anonymousVolumes(options),
    StdinOnce: (options.interactive ?? false) && attached.stdin,
    AttachStdin: attached.stdin,
    AttachStdout: attached.stdout,
    AttachStderr: attached.stderr,
    HostConfig: {
      ...hostConfig(options),
      ...(rows > 0 && { ConsoleSize: [rows, columns] }),
    },
  };
}

const hostConfig = (options: ContainerOptions): object => ({
  AutoRemove: options.rm,
  RestartPolicy: options.restart,
  Init: options.init,
  PidMode: options.pid,
  UTSMode: options.uts,
  IpcMode: options.ipc,
  NetworkMode: networkMode(options),
  PortBindings: options.publish && portBindings(options.publish),
  PublishAllPorts: options.publishAll,
  Dns: options.dns,
  DnsSearch: options.dnsSearch,
  DnsOptions: options.dnsOption,
  ExtraHosts: options.addHost,
  ...mountFields(options),
  ReadonlyRootfs: options.readOnly,
  ShmSize: options.shmSize,
  ...limitFields(options),
  ...hostFields(options),
});

/** Limits as the API takes them. */
export const limitFields = (options: LimitOptions): object => ({
  Memory: options.memory,
  MemorySwap: options.memorySwap,
  PidsLimit: options.pidsLimit,
  NanoCpus: options.cpus,
  CpuShares: options.cpuShares,
  CpuQuota: options.cpuQuota,
  CpuPeriod: options.cpuPeriod,
  CpusetCpus: options.cpusetCpus,
});

/** What `--env-file` and `--env` say. */
export const variables = ({ envFile, env }: Pick<ContainerOptions, 'envFile' | 'env'>): string[] =>
  [...fromFiles(envFile), ...(env ?? [])].flatMap(variable);

interface RestartPolicyJson {
  readonly Name: string;
  readonly MaximumRetryCount: number;
}

function parseRestart(text: string): RestartPolicyJson {
  const [, name = '', times] = /^([a-z-]+)(?::(.*))?$/.exec(text) ?? [];
  if (!name) throw new Error('it is no policy like on-failure:3');
  return { Name: name, MaximumRetryCount: times === undefined ? 0 : parseInteger(times) };
}

/** `NAME` alone takes the caller's value, and nothing when the caller has none. */
function variable(text: string): string[] {
  if (text.includes('=')) return [text];
  const value = process.env[text];
  return value === undefined ? [] : [`${text}=${value}`];
}

function fromFiles(files: readonly string[] = []): string[] {
  return files.flatMap((file) => {
    try {
      const lines = readFileSync(file, 'utf8').split(/\r?\n/);
      return lines.map((line) => line.trimStart()).filter((line) => line !== '' && !line.startsWith('#'));
    } catch (error) {
      throw new CommandFailure(`cannot read ${file}: ${messageOf(error)}`, exitStatus.refused);
    }
  });
}

function streamName(text: string): string {
  const name = text.toLowerCase();
  if (!['stdin', 'stdout', 'stderr'].includes(name)) throw new Error('it is none of stdin, stdout, stderr');
  return name;
}

function pullPolicy(text: string): string {
  if (text !== 'never') throw new Error('this runtime pulls no images: import them');
  return text;
}
