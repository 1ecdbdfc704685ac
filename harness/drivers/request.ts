/** What a caller can ask of a runtime beyond the name of the operation. */
import type { ImageSetting, Reference } from './answers';
import type { NamesWish, NetworkWish, PublishWish } from './networks';

/** What a caller asks of a new container. Absent means: the default of image and specification. */
export interface ContainerRequest {
  image: Reference;
  /** Empty: the runtime finds one. */
  name?: string;
  argv?: string[];
  /** Replaces the image's entrypoint by one word. */
  entrypoint?: string;
  environment?: Record<string, string>;
  labels?: Record<string, string>;
  workingDirectory?: string;
  /** `user`, `user:group`, names or numbers. */
  user?: string;
  hostname?: string;
  terminal?: boolean;
  stdinOpen?: boolean;
  network?: NetworkWish;
  ports?: PublishWish[];
  /** Publish every exposed port; these are exposed besides the image's: `80/tcp`. */
  publishExposed?: string[];
  names?: NamesWish;
  limits?: Limits;
  /** Capability names without `CAP_`, e.g. `NET_RAW`. */
  addCapabilities?: string[];
  dropCapabilities?: string[];
  readOnlyRoot?: boolean;
  mounts?: Mount[];
  /** Containers whose volumes are wanted at the same paths. */
  volumesFrom?: { container: Reference; readOnly?: boolean }[];
  /** Groups beside those of the image, names or numbers. */
  furtherGroups?: string[];
  /** Devices of the host: `/dev/host`, `/dev/host:/dev/inside:rwm`. */
  devices?: string[];
  /** Programs with set-user-ID bits or capabilities of their own give nothing. */
  noNewPrivileges?: boolean;
  /** A file with a filter in the JSON format of Docker and Podman, or `unconfined`. */
  systemCallFilter?: string;
  privileged?: boolean;
  /** Kernel parameters of the container's own namespaces: `net.ipv4.ip_forward=1`. */
  kernelSettings?: string[];
  /** Remove the container when it has ended. */
  removeAtEnd?: boolean;
  /** The signal that asks the process to end. */
  stopSignal?: string;
  /** An init in front of the process. */
  init?: boolean;
  /** Whose namespaces it has: `host`, or `container:` and a reference. */
  pidNamespace?: string;
  utsNamespace?: string;
  ipcNamespace?: string;
  /** A file of the caller's that is to hold the identifier; it must not exist. */
  identifierFile?: string;
  /** When the runtime starts the process again: `no`, `always`, `on-failure`, `on-failure:N`, `unless-stopped`. */
  restartPolicy?: string;
}

/** What a caller wants to be seen at a path of the container, beside the files of the image. */
export type Mount =
  /** A file or directory of the host. */
  | { kind: 'bind'; source: string; target: string; readOnly?: boolean }
  /** Without a name, a new one. */
  | { kind: 'volume'; name?: string; target: string; readOnly?: boolean }
  /** A file system in memory. `size` as a caller would type it: `64k`; `mode` in octal. */
  | { kind: 'tmpfs'; target: string; size?: string; mode?: string };

export interface Limits {
  /** A size as a caller would type it: `64m`, `67108864`. */
  memory?: string;
  /** Memory and swap together, a size likewise; `-1` for no bound. */
  memoryAndSwap?: string;
  pids?: number | string;
  /** Share of processors, e.g. 0.5. */
  cpus?: number | string;
  /** Relative weight, 1024 is one share. */
  cpuShares?: number | string;
  /** Numbers of the processors that may be used: `0,2-3`. */
  processors?: string;
  /** Size of the memory that processes share through /dev/shm. */
  sharedMemory?: string;
  /** How much rather than others its processes are killed for want of memory: -1000 to 1000. */
  outOfMemoryScore?: string;
  /** Limits of each process: `nofile=1024:2048`, soft and hard, by the names of setrlimit(2). */
  resources?: string[];
}

/** What a caller asks of a process beside the first of a container. Absent means: as the container's first process has it. */
export interface ExecRequest {
  argv: string[];
  environment?: Record<string, string>;
  workingDirectory?: string;
  user?: string;
  terminal?: boolean;
  stdinOpen?: boolean;
}

export interface RestartOptions {
  /** Killed, without time to tidy up. */
  abruptly?: boolean;
  /** What happens while the service is down. */
  meanwhile?: () => Promise<void>;
}

export interface RunOptions {
  /** Bytes for the process's standard input; implies `stdinOpen`. */
  stdin?: Buffer;
  /** Size of the terminal the caller sits at, when `terminal` is asked for. */
  terminalSize?: { rows: number; columns: number };
}

/** What a caller asks of an image that is made from an archive. */
export interface ImportOptions {
  /** Its name; none when absent. */
  image?: Reference;
  message?: string;
  settings?: readonly ImageSetting[];
}

/** What a caller asks of an image that is made from a container. */
export interface CommitOptions extends ImportOptions {
  author?: string;
}
