/**
 * A runtime in the words of the specification. Drivers implement it; steps and fixtures use it.
 *
 * Rules for every operation:
 * - it resolves to an Outcome: what the runtime answered, or that it refused;
 * - it rejects with DriverError when the runtime could not be asked, with TimeoutError when no answer came in time;
 * - it never judges and never retries.
 */
import type { Readable } from 'node:stream';
import type { Capability } from './capabilities';
import type { Outcome } from './outcome';

/** A reference to a container or an image, as a caller would type it: a name, a full identifier or a prefix of one. */
export type Reference = string;

export interface Runtime {
  readonly identity: Identity;
  readonly capabilities: ReadonlySet<Capability>;

  // Containers
  create(request: ContainerRequest): Promise<Outcome<{ id: string }>>;
  start(container: Reference): Promise<Outcome<void>>;
  /** Create, start, attach, wait: the process's streams and its exit status, as the caller sees them. */
  run(request: ContainerRequest, options?: RunOptions): Promise<Outcome<Finished>>;
  /** Create and start in the background: the identifier. */
  runDetached(request: ContainerRequest): Promise<Outcome<{ id: string }>>;
  stop(container: Reference, options?: { graceSeconds?: number }): Promise<Outcome<void>>;
  kill(container: Reference, options?: { signal?: string }): Promise<Outcome<void>>;
  wait(container: Reference): Promise<Outcome<{ exitStatus: number }>>;
  remove(container: Reference, options?: { force?: boolean }): Promise<Outcome<void>>;
  list(options?: { all?: boolean }): Promise<Outcome<ContainerSummary[]>>;
  inspect(container: Reference): Promise<Outcome<ContainerFacts>>;
  logs(container: Reference): Promise<Outcome<Streams>>;
  /** A live session on the standard streams of a running container. */
  attach(container: Reference, options?: { stdin?: boolean }): Promise<Outcome<Session>>;
  diff(container: Reference): Promise<Outcome<Change[]>>;
  /** Copies a path out of a container; the archive is a tar stream read to its end. */
  copyOut(container: Reference, path: string): Promise<Outcome<{ archive: Buffer }>>;
  /** Extracts a tar archive at a directory in a container. */
  copyIn(container: Reference, directory: string, archive: Buffer): Promise<Outcome<void>>;
  commit(container: Reference, options: { image: Reference }): Promise<Outcome<{ id: string }>>;

  // Images
  /** Makes an image of one layer from a root file system archive (tar, possibly compressed). */
  importImage(archive: Buffer | Readable, options: { image?: Reference }): Promise<Outcome<{ id: string }>>;
  tag(image: Reference, name: Reference): Promise<Outcome<void>>;
  listImages(): Promise<Outcome<ImageSummary[]>>;
  inspectImage(image: Reference): Promise<Outcome<ImageFacts>>;
  removeImage(image: Reference): Promise<Outcome<void>>;

  /** Ends what the driver itself holds open (processes, sockets). Containers and images stay. */
  close(): Promise<void>;
}

export interface Identity {
  /** As on the command line: `docker`, `podman`, `reference`, … */
  readonly name: string;
  /** The runtime's own version, as it reports it. */
  readonly version: string;
  /** Kind of driver: `engine-cli`, … */
  readonly driver: string;
}

/** What a caller asks of a new container. Absent means: the default of image and specification. */
export interface ContainerRequest {
  image: Reference;
  name?: string;
  argv?: string[];
  /** Replaces the image's entrypoint by one word. */
  entrypoint?: string;
  environment?: Record<string, string>;
  workingDirectory?: string;
  /** `user`, `user:group`, names or numbers. */
  user?: string;
  hostname?: string;
  terminal?: boolean;
  stdinOpen?: boolean;
  network?: 'none' | 'default';
  limits?: Limits;
  /** Capability names without `CAP_`, e.g. `NET_RAW`. */
  addCapabilities?: string[];
  dropCapabilities?: string[];
  readOnlyRoot?: boolean;
  /** Remove the container when it has ended. */
  removeAtEnd?: boolean;
}

export interface Limits {
  /** A size as a caller would type it: `64m`, `67108864`. */
  memory?: string;
  pids?: number;
  /** Share of processors, e.g. 0.5. */
  cpus?: number;
  /** Relative weight, 1024 is one share. */
  cpuShares?: number;
}

export interface RunOptions {
  /** Bytes for the process's standard input; implies `stdinOpen`. */
  stdin?: Buffer;
  /** Size of the terminal the caller sits at, when `terminal` is asked for. */
  terminalSize?: { rows: number; columns: number };
}

export interface Streams {
  stdout: Buffer;
  stderr: Buffer;
}

export interface Finished extends Streams {
  exitStatus: number;
}

export type State = 'created' | 'running' | 'paused' | 'exited';

export interface ContainerSummary {
  id: string;
  names: string[];
}

export interface ContainerFacts {
  id: string;
  name: string;
  state: State;
  /** Meaningful when exited. */
  exitStatus: number;
  /** Process number of the container's process on the host; 0 when not running. */
  pid: number;
  /** Identifier of the image, without algorithm prefix: 64 hexadecimal digits. */
  image: string;
  /** The container's own address, when it has a network and runs. */
  ipAddress?: string;
}

export interface Change {
  kind: 'added' | 'changed' | 'deleted';
  path: string;
}

export interface ImageSummary {
  id: string;
  /** `name:tag`, as the runtime shows them. */
  names: string[];
}

export interface ImageFacts {
  id: string;
  names: string[];
  argv: string[];
  entrypoint: string[];
  environment: string[];
  workingDirectory: string;
  user: string;
  /** Digests of the unpacked layers, base first, `sha256:…`; empty when the runtime does not tell. */
  layers: string[];
}

/** A caller connected to a container's standard streams. */
export interface Session {
  write(data: Buffer): Promise<void>;
  /** The caller has nothing more to say: end of file for the process, where the runtime passes it on. */
  closeStdin(): Promise<void>;
  /** The caller goes away without a word. */
  disconnect(): Promise<void>;
  /** Everything received so far. */
  received(): Streams;
  /** Resolves as soon as what was received on stdout contains `text`; TimeoutError when it does not come within the budget. */
  until(text: string): Promise<void>;
  /** Resolves when the runtime ends the session. */
  ended: Promise<Finished>;
}
