/** What is known of a container and outlives the daemon. */
import type { ImageConfig } from '../images/image';
import type { Limits, ResourceLimit, Security } from '../isolation/launch-request';
import type { Endpoint } from '../network/cable';
import type { ExtraHost } from '../network/hosts';
import type { PublishedPort } from '../network/published-port';
import type { ResolverRequest } from '../network/resolv-conf';
import type { AskedDevice } from './devices';
import type { MountPoint } from './mount-point';
import type { State } from './state';

/** Counted up whenever an older daemon's record would be misread. */
export const recordFormat = 2;

export interface ContainerRecord {
  readonly format: typeof recordFormat;
  /** 64 hexadecimal digits. */
  readonly id: string;
  name: string;
  /** RFC 3339. */
  readonly createdAt: string;
  /** 64 hexadecimal digits, and the reference the creator used. */
  readonly image: { readonly id: string; readonly reference: string };
  /** The image's configuration and the request's, merged: what a commit hands on. */
  readonly config: ImageConfig;
  settings: Settings;
  /** The networks it is in, or will be when it runs; the first has the way out and the published ports. */
  readonly networks: Attachment[];
  life: Life;
}

export interface Attachment {
  /** Identifier of the network; as it was typed while there is none. */
  readonly network: string;
  /** Names besides the container's own. */
  readonly aliases: readonly string[];
  /** When the creator chose one. */
  readonly ipAddress?: string;
}

/** A port of the container that shall be published; host port 0: one that is free. */
export type PortSetting = PublishedPort;

/** What the creator asked of this host; not part of an image. */
export interface Settings {
  readonly namespaces: NamespaceModes;
  /** An init in front of the process. */
  readonly init: boolean;
  readonly hostname: string;
  readonly domainname: string;
  readonly terminal: boolean;
  readonly stdinOpen: boolean;
  /** The process's standard input ends when the first client that was attached to it goes away. */
  readonly stdinOnce: boolean;
  /** Which streams the creator meant to attach: only told to clients. */
  readonly attached: { readonly stdin: boolean; readonly stdout: boolean; readonly stderr: boolean };
  /** `none`, `host`, `container:` with a reference, or a network by name or identifier. */
  readonly network: string;
  readonly resolver: ResolverRequest;
  readonly extraHosts: readonly ExtraHost[];
  readonly ports: readonly PortSetting[];
  /** Publish every exposed port on a free port of the host. */
  readonly publishAll: boolean;
  readonly readOnlyRoot: boolean;
  readonly limits: Limits;
  readonly mounts: readonly MountPoint[];
  /** As asked; what came of it is among the mounts. */
  readonly volumesFrom: readonly string[];
  readonly security: Omit<Security, 'devices'>;
  /** What the host calls them now is looked up at each start. */
  readonly devices: readonly AskedDevice[];
  readonly furtherGroups: readonly string[];
  readonly resourceLimits: readonly ResourceLimit[];
  readonly outOfMemoryScore?: number;
  readonly kernelSettings: Readonly<Record<string, string>>;
  /** As asked, without defaults; `security.capabilities` is what came of it. */
  readonly addedCapabilities: readonly string[];
  readonly droppedCapabilities: readonly string[];
  /** Bytes. */
  readonly shmSize: number;
  readonly removeAtEnd: boolean;
  readonly restartPolicy: RestartPolicy;
  /** Grace period of stop in seconds, when the creator gave one. */
  readonly stopSeconds?: number;
  readonly terminalSize?: { readonly rows: number; readonly columns: number };
}

export const policyNames = ['no', 'always', 'on-failure', 'unless-stopped'] as const;

/** When the runtime starts the process again that has ended. */
export interface RestartPolicy {
  readonly name: (typeof policyNames)[number];
  /** How often at most after failures; 0: without end. */
  readonly retries: number;
}

export interface Life {
  state: State;
  /** How often it was started. Each start has a directory of its own, `runs/<n>`. */
  runs: number;
  /** Of the last run; 127 or 126 when the command could not be executed; 0 before. */
  exitStatus: number;
  outOfMemory: boolean;
  /** Why the last start failed, or empty. */
  error: string;
  startedAt?: string;
  finishedAt?: string;
  /** While it runs: where it is plugged in, and the ports of the host that lead to it. */
  endpoints: Endpoint[];
  ports: readonly PublishedPort[];
  /** How often the runtime itself has started it since its caller did. */
  restarts: number;
  /** It has ended, and will be started again. */
  restarting: boolean;
  /** A caller wanted it to end. */
  stopped: boolean;
}

/** Empty: its own. */
export interface NamespaceModes {
  /** `host`, or `container:` and what the creator called the other container. */
  readonly pid: string;
  readonly uts: '' | 'host';
  readonly ipc: '' | 'host';
}
