import type { DeviceNode, DeviceRule } from './devices';

/** What the engine asks of isolation to bring one container to life. All paths are on the host unless said otherwise. */
import type { Mount } from './mounts';

export interface LaunchRequest {
  /** 64 hexadecimal digits. */
  readonly id: string;
  /** Exists. init keeps here what must survive the daemon: output log, exit status, control channel. */
  readonly stateDir: string;
  readonly root: RootFilesystem;
  readonly process: ProcessRequest;
  /** Otherwise than by default: not its own. */
  readonly namespaces: SharedNamespaces;
  readonly hostname: string;
  readonly domainname: string;
  readonly network: NetworkRequest;
  readonly limits: Limits;
  readonly mounts: readonly Mount[];
  readonly security: Security;
  /** Names with dots as in sysctl(8), all of namespaces that the container has for itself. */
  readonly kernelSettings: Readonly<Record<string, string>>;
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
  /** Beside those of the image: names or numbers. */
  readonly furtherGroups: readonly string[];
  readonly resourceLimits: readonly ResourceLimit[];
  /** −1000 to 1000; as the daemon's own when absent. */
  readonly outOfMemoryScore?: number;
  readonly terminal: boolean;
  /** An init in front of it, which passes signals on and reaps. */
  readonly reaped?: boolean;
  readonly stdinOpen: boolean;
  readonly terminalSize?: { readonly rows: number; readonly columns: number };
}

/** setrlimit(2); −1 is no bound. */
export interface ResourceLimit {
  /** Its number in the kernel, and its name. */
  readonly resource: number;
  readonly name: string;
  readonly soft: number;
  readonly hard: number;
}

export interface Limits {
  /** Bytes; memory and swap together when memorySwap is given, −1 for no bound. */
  readonly memory?: number;
  readonly memorySwap?: number;
  /** What is left to it, in bytes, when memory is scarce on the host. */
  readonly memoryReservation?: number;
  /** 0 to 100. Version 1 only: version 2 has no such file. */
  readonly memorySwappiness?: number;
  /** A process that finds no memory waits instead of being killed. Version 1 only. */
  readonly waitForMemory?: boolean;
  readonly pids?: number;
  readonly cpuShares?: number;
  /** Microseconds of processor time per cpuPeriod. */
  readonly cpuQuota?: number;
  readonly cpuPeriod?: number;
  readonly cpusetCpus?: string;
  readonly cpusetMems?: string;
  /** 10 to 1000, beside other cgroups. */
  readonly blockWeight?: number;
}

export interface Security {
  readonly privileged: boolean;
  /** Names with CAP_, already merged: default allow-list + added − dropped. */
  readonly capabilities: readonly string[];
  readonly seccomp: 'default' | 'unconfined' | SeccompProfile;
  readonly noNewPrivileges: boolean;
  /** Nodes to make, which may then be used. */
  readonly devices: readonly DeviceNode[];
  /** What may be used besides, without a node. */
  readonly deviceRules: readonly DeviceRule[];
  /** Absent: those that tell about, or act on, the whole host. */
  readonly maskedPaths?: readonly string[];
  readonly readOnlyPaths?: readonly string[];
}

/** A filter of the caller's own, as JSON in Docker's format. */
export interface SeccompProfile {
  readonly profile: string;
}

export interface SharedNamespaces {
  /** The host's, or that of a container that runs. */
  readonly pid?: 'host' | { readonly pid: number; readonly monitorPid: number };
  readonly uts?: 'host';
  readonly ipc?: 'host';
}
