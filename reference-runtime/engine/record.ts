/** What is known of a container and outlives the daemon. */
import type { ImageConfig } from '../images/image';
import type { Limits, Security } from '../isolation/launch-request';
import type { Endpoint } from '../network/network';
import type { MountPoint } from './mount-point';
import type { State } from './state';

export interface ContainerRecord {
  /** Format of this record. */
  readonly format: 1;
  /** 64 hexadecimal digits. */
  readonly id: string;
  name: string;
  /** RFC 3339. */
  readonly createdAt: string;
  /** 64 hexadecimal digits, and the reference the creator used. */
  readonly image: { readonly id: string; readonly reference: string };
  /** The image's configuration and the request's, merged: what a commit hands on. */
  readonly config: ImageConfig;
  readonly settings: Settings;
  life: Life;
}

/** What the creator asked of this host; not part of an image. */
export interface Settings {
  readonly hostname: string;
  readonly domainname: string;
  readonly terminal: boolean;
  readonly stdinOpen: boolean;
  /** The process's standard input ends when the first client that was attached to it goes away. */
  readonly stdinOnce: boolean;
  /** Which streams the creator meant to attach: only told to clients. */
  readonly attached: { readonly stdin: boolean; readonly stdout: boolean; readonly stderr: boolean };
  readonly network: 'none' | 'bridge';
  readonly readOnlyRoot: boolean;
  readonly limits: Limits;
  readonly mounts: readonly MountPoint[];
  /** As asked; what came of it is among the mounts. */
  readonly volumesFrom: readonly string[];
  readonly security: Security;
  /** As asked, without defaults; `security.capabilities` is what came of it. */
  readonly addedCapabilities: readonly string[];
  readonly droppedCapabilities: readonly string[];
  /** Bytes. */
  readonly shmSize: number;
  readonly removeAtEnd: boolean;
  /** Grace period of stop in seconds, when the creator gave one. */
  readonly stopSeconds?: number;
  readonly terminalSize?: { readonly rows: number; readonly columns: number };
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
  endpoint?: Endpoint;
}
