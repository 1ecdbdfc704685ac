/**
 * A runtime in the words of the specification. Drivers implement it; steps and fixtures use it.
 *
 * Rules for every operation:
 * - it resolves to an Outcome: what the runtime answered, or that it refused;
 * - it rejects with DriverError when the runtime could not be asked, with TimeoutError when no answer came in time;
 * - it never judges and never retries.
 */
import type { Readable } from 'node:stream';
import type {
  Change,
  ContainerFacts,
  ContainerSummary,
  Finished,
  HistoryStep,
  ImageFacts,
  ImageSummary,
  Reference,
  Session,
  Streams,
} from './answers';
import type { Capability } from './capabilities';
import type { NetworkFacts, NetworkSummary, Protocol, PublishedPort } from './networks';
import type { Condition, Listener, ListOptions, LogOptions, Usage } from './observation';
import type { Outcome } from './outcome';
import type {
  CommitOptions,
  ContainerRequest,
  ExecRequest,
  ImportOptions,
  Limits,
  RestartOptions,
  RunOptions,
} from './request';

export type * from './answers';
export type * from './networks';
export type * from './observation';
export type * from './request';

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
  /** Stops the container when it runs, and starts it. */
  restart(container: Reference, options?: { graceSeconds?: number }): Promise<Outcome<void>>;
  kill(container: Reference, options?: { signal?: string }): Promise<Outcome<void>>;
  wait(container: Reference): Promise<Outcome<{ exitStatus: number }>>;
  rename(container: Reference, name: string): Promise<Outcome<void>>;
  /** `volumes`: with the volumes of the container that nobody named. */
  remove(container: Reference, options?: { force?: boolean; volumes?: boolean }): Promise<Outcome<void>>;
  list(options?: ListOptions): Promise<Outcome<ContainerSummary[]>>;
  inspect(container: Reference): Promise<Outcome<ContainerFacts>>;
  logs(container: Reference, options?: LogOptions): Promise<Outcome<Streams>>;
  /** The log so far, then what is written until the process ends. A stalled caller takes nothing after the first of it. */
  followLogs(container: Reference, options?: { stalled?: boolean }): Promise<Outcome<Session>>;
  /** A live session on the standard streams of a running container. A stalled caller takes nothing of what it is sent. */
  attach(container: Reference, options?: { stdin?: boolean; stalled?: boolean }): Promise<Outcome<Session>>;
  /** Runs another process in a running container: its streams and its exit status, as the caller sees them. */
  execute(container: Reference, request: ExecRequest, options?: RunOptions): Promise<Outcome<Finished>>;
  /** Begins another process and leaves it alone. */
  executeDetached(container: Reference, request: ExecRequest): Promise<Outcome<void>>;
  /** Begins another process: a live session on its standard streams. */
  executeAttached(container: Reference, request: ExecRequest): Promise<Outcome<Session>>;
  pause(container: Reference): Promise<Outcome<void>>;
  unpause(container: Reference): Promise<Outcome<void>>;
  /** Numbers on the host of all processes of a container. */
  listProcesses(container: Reference): Promise<Outcome<{ pids: number[] }>>;
  /** Gives a container other limits; those that are not named stay. */
  update(container: Reference, limits: Limits): Promise<Outcome<void>>;
  diff(container: Reference): Promise<Outcome<Change[]>>;
  /** Copies a path out of a container; the archive is a tar stream read to its end. */
  copyOut(container: Reference, path: string): Promise<Outcome<{ archive: Buffer }>>;
  /** Extracts a tar archive at a directory in a container. */
  copyIn(container: Reference, directory: string, archive: Buffer): Promise<Outcome<void>>;
  /** Copies between a path of a container and one of the caller's own file system. */
  copyToPath(container: Reference, path: string, destination: string): Promise<Outcome<void>>;
  copyFromPath(container: Reference, source: string, path: string): Promise<Outcome<void>>;
  commit(container: Reference, options?: CommitOptions): Promise<Outcome<{ id: string }>>;
  /** All files of a container as one tar stream, read to its end. */
  exportRoot(container: Reference): Promise<Outcome<{ archive: Buffer }>>;

  // Images
  /** Makes an image of one layer from a root file system archive (tar, possibly compressed). */
  importImage(archive: Buffer | Readable, options?: ImportOptions): Promise<Outcome<{ id: string }>>;
  /** Images with layers, settings and names as one archive, read to its end. */
  saveImages(images: readonly Reference[]): Promise<Outcome<{ archive: Buffer }>>;
  /** Takes over the images of such an archive. */
  loadImages(archive: Buffer): Promise<Outcome<void>>;
  /** How an image was made, newest step first. */
  history(image: Reference): Promise<Outcome<HistoryStep[]>>;
  tag(image: Reference, name: Reference): Promise<Outcome<void>>;
  listImages(): Promise<Outcome<ImageSummary[]>>;
  inspectImage(image: Reference): Promise<Outcome<ImageFacts>>;
  removeImage(image: Reference): Promise<Outcome<void>>;

  // Networks
  /** The ports of the host that lead into a container. */
  publishedPorts(container: Reference): Promise<Outcome<PublishedPort[]>>;
  /** Where one port of a container is published. */
  publishedPort(
    container: Reference,
    asked: { port: number; protocol: Protocol },
  ): Promise<Outcome<PublishedPort[]>>;
  createNetwork(name: string, options?: { subnet?: string }): Promise<Outcome<void>>;
  listNetworks(): Promise<Outcome<NetworkSummary[]>>;
  inspectNetwork(network: Reference): Promise<Outcome<NetworkFacts>>;
  removeNetwork(network: Reference): Promise<Outcome<void>>;
  connect(container: Reference, network: Reference, options?: { alias?: string }): Promise<Outcome<void>>;
  disconnect(container: Reference, network: Reference): Promise<Outcome<void>>;

  // The whole runtime
  /** What has happened since a time (RFC 3339), and then what happens. */
  listen(options: { since: string; conditions?: readonly Condition[] }): Promise<Outcome<Listener>>;
  /** Removes the containers that do not run, where the conditions hold: their identifiers. */
  pruneContainers(conditions: readonly Condition[]): Promise<Outcome<{ removed: string[] }>>;
  /** Removes the images that have no name and no container, where the conditions hold: their identifiers. */
  pruneImages(conditions: readonly Condition[]): Promise<Outcome<{ removed: string[] }>>;
  usage(container: Reference): Promise<Outcome<Usage>>;

  readonly volumes: Volumes;

  /** Whether the driver knows how to restart the runtime. */
  readonly isRestartable: boolean;
  /** Takes the runtime's own service down and up again, and leaves its containers alone. */
  restartRuntime(options?: RestartOptions): Promise<Outcome<void>>;

  /** Ends what the driver itself holds open (processes, sockets). Containers and images stay. */
  close(): Promise<void>;
}

/** Operations on volumes. */
export interface Volumes {
  /** Without a name, one that nobody else has. */
  create(name?: string): Promise<Outcome<{ name: string }>>;
  /** Their names. */
  list(): Promise<Outcome<string[]>>;
  inspect(volume: Reference): Promise<Outcome<{ name: string }>>;
  remove(volume: Reference): Promise<Outcome<void>>;
}

export interface Identity {
  /** As on the command line: `docker`, `podman`, `reference`, … */
  readonly name: string;
  /** The runtime's own version, as it reports it. */
  readonly version: string;
  /** Kind of driver: `engine-cli`, … */
  readonly driver: string;
}
