/** What the engine asks of isolation to bring one container to life. All paths are on the host unless said otherwise. */
import type { Mount } from './mounts';

export interface LaunchRequest {
  /** 64 hexadecimal digits. */
  readonly id: string;
  /** Exists. init keeps here what must survive the daemon: output log, exit status, control channel. */
  readonly stateDir: string;
  readonly root: RootFilesystem;
  readonly process: ProcessRequest;
  readonly hostname: string;
  readonly domainname: string;
  readonly network: NetworkRequest;
  readonly limits: Limits;
  readonly mounts: readonly Mount[];
  readonly security: Security;
  /** Size of /dev/shm in bytes. */
  readonly shmSize: number;
}

/** A network namespace of its own with nothing but loopback and these addresses, or one that others use: the host, or a running container. */
export type NetworkRequest =
  | {
      readonly kind: 'own';
      readonly addresses: readonly NetworkAddress[];
      readonly ports: readonly PortRequest[];
    }
  | { readonly kind: 'host' }
  | { readonly kind: 'shared'; readonly pid: number };

/** IPv4, dotted. The engine brings the device into the network namespace before it calls release(). */
export interface NetworkAddress {
  readonly device: string;
  readonly address: string;
  readonly prefixLength: number;
  /** Of the default route, in the address's subnet; empty when another address has it. */
  readonly gateway: string;
}

/** A port of the host to hold while the container lives; 0 for one that is free. */
export interface PortRequest {
  readonly protocol: 'tcp' | 'udp';
  readonly hostAddress: string;
  readonly hostPort: number;
}

/** An overlay. Lower directories uppermost first; upper and work exist and share a file system. */
export interface RootFilesystem {
  readonly lower: readonly string[];
  readonly upper: string;
  readonly work: string;
  readonly readOnly: boolean;
}

export interface ProcessRequest {
  readonly argv: readonly string[];
  /** `NAME=value`. HOME is added from the user's passwd entry when absent. */
  readonly environment: readonly string[];
  /** Inside the container; made when missing. */
  readonly cwd: string;
  /** `user[:group]`, names or numbers, looked up in the container's own passwd and group; empty is root. */
  readonly user: string;
  readonly terminal: boolean;
  readonly stdinOpen: boolean;
  readonly terminalSize?: { readonly rows: number; readonly columns: number };
}

export interface Limits {
  /** Bytes; memory and swap together when memorySwap is given, −1 for no bound. */
  readonly memory?: number;
  readonly memorySwap?: number;
  readonly pids?: number;
  readonly cpuShares?: number;
  /** Microseconds of processor time per cpuPeriod. */
  readonly cpuQuota?: number;
  readonly cpuPeriod?: number;
  readonly cpusetCpus?: string;
}

export interface Security {
  readonly privileged: boolean;
  /** Names with CAP_, already merged: default allow-list + added − dropped. */
  readonly capabilities: readonly string[];
  readonly seccomp: 'default' | 'unconfined';
  readonly noNewPrivileges: boolean;
}
