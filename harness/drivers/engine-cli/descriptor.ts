/** The whole of what a descriptor says, after everything it extends has been filled in. descriptor.schema.json is its grammar. */
import type { Capability } from '../capabilities';
import type { Condition, EventKind } from '../observation';
import type { RefusalCategory } from '../outcome';
import type { Change, State } from '../runtime';

/** A word of a command line with `{placeholders}`, or words that are there only when, or unless, a value is. */
export type Word =
  | string
  | { readonly when?: string; readonly unless?: string; readonly words: readonly string[] };
export type Template = readonly Word[];
/** JSON pointers (RFC 6901), tried in order; `*` stands for the first member. */
export type Pointers = readonly string[];

/** Values that each operation's template may name. */
export const placeholders = {
  create: ['options', 'image', 'argv'],
  run: ['options', 'image', 'argv'],
  runDetached: ['options', 'image', 'argv'],
  start: ['container'],
  stop: ['container', 'graceSeconds'],
  restart: ['container', 'graceSeconds'],
  kill: ['container', 'signal'],
  wait: ['container'],
  rename: ['container', 'name'],
  remove: ['container', 'force', 'volumes'],
  list: ['all', 'last', 'conditions'],
  inspect: ['container'],
  logs: ['container', 'last', 'since', 'until', 'times'],
  followLogs: ['container'],
  usage: ['container'],
  listen: ['since', 'conditions'],
  pruneContainers: ['conditions'],
  pruneImages: ['conditions'],
  attach: ['container', 'stdin'],
  attached: ['container', 'since'],
  execute: ['options', 'container', 'argv'],
  executeDetached: ['options', 'container', 'argv'],
  pause: ['container'],
  unpause: ['container'],
  listProcesses: ['container'],
  update: ['options', 'container'],
  diff: ['container'],
  copyOut: ['container', 'path'],
  copyIn: ['container', 'path'],
  copyToPath: ['container', 'path', 'destination'],
  copyFromPath: ['container', 'source', 'path'],
  commit: ['container', 'image', 'author', 'message', 'changes'],
  exportRoot: ['container'],
  importImage: ['image', 'label', 'message', 'changes'],
  saveImages: ['images'],
  loadImages: [],
  history: ['image'],
  tag: ['image', 'name'],
  listImages: [],
  inspectImage: ['image'],
  removeImage: ['image'],
  createVolume: ['volume', 'label'],
  listVolumes: [],
  inspectVolume: ['volume'],
  removeVolume: ['volume'],
  publishedPorts: ['container'],
  publishedPort: ['container', 'port'],
  createNetwork: ['network', 'subnet', 'label'],
  listNetworks: [],
  inspectNetwork: ['network'],
  removeNetwork: ['network'],
  connectNetwork: ['container', 'network', 'alias'],
  disconnectNetwork: ['container', 'network'],
  containersOfRun: ['label'],
  networksOfRun: ['label'],
  imagesOfRun: ['label'],
  volumesOfRun: ['label'],
  sweepImage: ['image'],
} as const satisfies Record<string, readonly string[]>;

export type OperationName = keyof typeof placeholders;

export type OptionName =
  | 'change'
  | 'always'
  | 'label'
  | 'name'
  | 'entrypoint'
  | 'environment'
  | 'workingDirectory'
  | 'user'
  | 'hostname'
  | 'terminal'
  | 'stdinOpen'
  | 'networkNone'
  | 'networkHost'
  | 'networkContainer'
  | 'networkNamed'
  | 'networkAlias'
  | 'publish'
  | 'publishExposed'
  | 'expose'
  | 'nameServer'
  | 'searchDomain'
  | 'resolverOption'
  | 'extraHost'
  | 'domainName'
  | 'memory'
  | 'pids'
  | 'cpus'
  | 'cpuShares'
  | 'memoryAndSwap'
  | 'processors'
  | 'sharedMemory'
  | 'outOfMemoryScore'
  | 'resources'
  | 'furtherGroups'
  | 'devices'
  | 'noNewPrivileges'
  | 'systemCallFilter'
  | 'privileged'
  | 'kernelSettings'
  | 'addCapabilities'
  | 'dropCapabilities'
  | 'readOnlyRoot'
  | 'bind'
  | 'volume'
  | 'tmpfs'
  | 'volumesFrom'
  | 'removeAtEnd'
  | 'stopSignal'
  | 'init'
  | 'pidNamespace'
  | 'utsNamespace'
  | 'ipcNamespace'
  | 'identifierFile'
  | 'restartPolicy';

export interface Descriptor {
  readonly name: string;
  /** The file it was read from. */
  readonly file: string;
  readonly about?: string;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string | null>>;
  readonly identity: { readonly argv: Template; readonly version: Pointers };
  readonly hints: { readonly install?: string; readonly start?: string };
  /** Whole command lines that take the runtime's own service down and up; null or absent: the suite must not. */
  readonly service?: { readonly down: Template; readonly up: Template } | null;
  readonly capabilities: readonly Capability[];
  readonly options: Readonly<Record<OptionName, Template | null>>;
  /** How each condition of a listing is said; `{value}` is its value. */
  readonly conditions: Readonly<Record<Condition['by'], Template>>;
  readonly operations: Readonly<Record<OperationName, Template | null>>;
  readonly answers: {
    readonly container: Readonly<
      Record<
        | 'id'
        | 'name'
        | 'state'
        | 'exitStatus'
        | 'pid'
        | 'image'
        | 'labels'
        | 'ipAddress'
        | 'networks'
        | 'volume',
        Pointers
      > &
        Record<'program' | 'arguments' | 'environment' | 'user' | 'workingDirectory', Pointers> &
        Record<'hostname' | 'terminal' | 'stdinOpen' | 'readOnlyRoot' | 'removeAtEnd' | 'memory', Pointers> &
        Record<'created' | 'started' | 'ended' | 'outOfMemory' | 'restarts', Pointers>
    >;
    readonly volume: Readonly<Record<'name', Pointers>>;
    readonly states: Readonly<Record<State, readonly string[]>>;
    readonly image: Readonly<
      Record<
        | 'id'
        | 'names'
        | 'argv'
        | 'entrypoint'
        | 'environment'
        | 'workingDirectory'
        | 'user'
        | 'labels'
        | 'ports'
        | 'volumes'
        | 'author'
        | 'message'
        | 'created'
        | 'layers',
        Pointers
      >
    >;
    readonly network: Readonly<Record<'id' | 'name' | 'subnet', Pointers>>;
    readonly listedNetwork: Readonly<Record<'id' | 'name', Pointers>>;
    /** Regular expression with the groups port, protocol, address, hostPort. */
    readonly publishedPort: string;
    readonly listedContainer: Readonly<Record<'id' | 'names' | 'state', Pointers>>;
    readonly listedImage: Readonly<Record<'id' | 'names' | 'repository' | 'tag', Pointers>>;
    readonly historyStep: Readonly<Record<'createdBy' | 'comment', Pointers>>;
    readonly changes: { readonly pattern: string; readonly kinds: Readonly<Record<string, Change['kind']>> };
    readonly events: {
      readonly kinds: Readonly<Partial<Record<EventKind, readonly string[]>>>;
      readonly kind: Pointers;
      readonly id: Pointers;
      readonly name: Pointers;
      /** RFC 3339, or nanoseconds since 1970. */
      readonly time: Pointers;
      readonly exitStatus: Pointers;
    };
    readonly usage: Readonly<Record<'processes' | 'memory', Pointers>>;
    readonly noise: readonly string[];
  };
  readonly refusals: {
    readonly told: { readonly statuses: readonly number[]; readonly stderr: string };
    readonly executing: string;
    readonly categories: Readonly<Partial<Record<RefusalCategory, string>>>;
    readonly statuses: Readonly<Record<string, RefusalCategory>>;
  };
}
