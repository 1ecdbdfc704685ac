/** A runtime behind a Docker-like command line: what to say and how to read the answer stand in a descriptor. */
import type { Readable } from 'node:stream';
import type { Capability } from '../capabilities';
import type { NetworkFacts, NetworkSummary, Protocol, PublishedPort } from '../networks';
import type { Condition, Listener, ListOptions, LogOptions, Usage } from '../observation';
import type { Outcome } from '../outcome';
import type {
  Change,
  CommitOptions,
  ContainerFacts,
  ContainerRequest,
  ContainerSummary,
  ExecRequest,
  Finished,
  HistoryStep,
  Identity,
  ImageFacts,
  ImageSummary,
  ImportOptions,
  Limits,
  Reference,
  RestartOptions,
  RunOptions,
  Runtime,
  Session,
  Streams,
} from '../runtime';
import { Asker, identifier, nothing } from './asker';
import { attach } from './attach';
import { type AskOptions, Client, type ClientOptions, type Reply, usualTerminal } from './client';
import type { Descriptor, OperationName } from './descriptor';
import { optionWords, type Values } from './expand';
import { Images } from './images';
import { Networking } from './networking';
import { Observing } from './observing';
import { Processes } from './processes';
import * as read from './read-answer';
import { restartRuntime } from './service';
import { type CliVolumes, volumeOperations } from './volumes';

export interface EngineCliOptions extends ClientOptions {
  readonly identity: Identity;
  readonly runId: string;
}

export class EngineCli implements Runtime {
  readonly identity: Identity;
  readonly capabilities: ReadonlySet<Capability>;
  readonly volumes: CliVolumes;
  private readonly client: Client;
  private readonly asker: Asker;
  private readonly networking: Networking;
  private readonly observing: Observing;
  private readonly processes: Processes;
  private readonly images: Images;
  private readonly label: string;
  /** Containers that were asked for with a terminal: their callers sit at one. */
  private readonly withTerminal = new Set<Reference>();

  constructor(
    readonly descriptor: Descriptor,
    options: EngineCliOptions,
  ) {
    this.identity = options.identity;
    // Whoever says how the suite may restart it claims that it can be restarted.
    this.capabilities = new Set([
      ...descriptor.capabilities,
      ...(descriptor.service ? (['runtime-restart'] as const) : []),
    ]);
    this.client = new Client(options);
    this.asker = new Asker(descriptor, this.client);
    this.observing = new Observing(this.asker);
    this.processes = new Processes(this.asker);
    this.label = `conform.run=${options.runId}`;
    this.volumes = volumeOperations((...asked) => this.ask(...asked), descriptor.answers, this.label);
    this.images = new Images(this.asker, this.label);
    this.networking = new Networking(this.asker, this.label);
  }

  // Containers

  create(request: ContainerRequest): Promise<Outcome<{ id: string }>> {
    return this.make('create', request);
  }

  runDetached(request: ContainerRequest): Promise<Outcome<{ id: string }>> {
    return this.make('runDetached', request);
  }

  async run(request: ContainerRequest, options: RunOptions = {}): Promise<Outcome<Finished>> {
    const wished = options.stdin ? { ...request, stdinOpen: true } : request;
    const asking = {
      ...(options.stdin && { stdin: options.stdin }),
      ...(request.terminal && { terminal: options.terminalSize ?? usualTerminal }),
    };
    return this.request('run', wished, (reply) => this.finished(reply), asking);
  }

  start(container: Reference): Promise<Outcome<void>> {
    return this.ask('start', { container }, nothing);
  }

  stop(container: Reference, options: { graceSeconds?: number } = {}): Promise<Outcome<void>> {
    return this.ask('stop', { container, ...options }, nothing);
  }

  restart(container: Reference, options: { graceSeconds?: number } = {}): Promise<Outcome<void>> {
    return this.ask('restart', { container, ...options }, nothing);
  }

  kill(container: Reference, options: { signal?: string } = {}): Promise<Outcome<void>> {
    return this.ask('kill', { container, ...options }, nothing);
  }

  wait(container: Reference): Promise<Outcome<{ exitStatus: number }>> {
    return this.ask('wait', { container }, ({ exchange }) => ({
      exitStatus: read.readExitStatus(exchange.stdout),
    }));
  }

  rename(container: Reference, name: string): Promise<Outcome<void>> {
    return this.ask('rename', { container, name }, nothing);
  }

  remove(container: Reference, options: { force?: boolean; volumes?: boolean } = {}): Promise<Outcome<void>> {
    return this.ask('remove', { container, ...options }, nothing);
  }

  list(options?: ListOptions): Promise<Outcome<ContainerSummary[]>> {
    return this.observing.list(options);
  }

  inspect(container: Reference): Promise<Outcome<ContainerFacts>> {
    return this.ask('inspect', { container }, ({ exchange }) =>
      read.readContainer(exchange.stdout, this.descriptor.answers),
    );
  }

  logs(container: Reference, options?: LogOptions): Promise<Outcome<Streams>> {
    return this.observing.logs(container, options);
  }

  followLogs(container: Reference, options?: { stalled?: boolean }): Promise<Outcome<Session>> {
    return this.observing.followLogs(container, options);
  }

  usage(container: Reference): Promise<Outcome<Usage>> {
    return this.observing.usage(container);
  }

  async attach(
    container: Reference,
    options: { stdin?: boolean; stalled?: boolean } = {},
  ): Promise<Outcome<Session>> {
    const words = this.asker.words('attach', { container, stdin: options.stdin });
    if (!words) return this.asker.unsupported('attach', 'this operation');
    const since = (Date.now() / 1000).toFixed(3);
    const attached = this.asker.words('attached', { container, since });
    const began = performance.now();
    const session = await attach(
      this.client,
      { attach: words, ...(attached && { attached }) },
      {
        stdin: options.stdin ?? false,
        stalled: options.stalled ?? false,
        ...(this.withTerminal.has(container) && { terminal: usualTerminal }),
      },
    );
    const { stdout, stderr } = session.received();
    const exchange = this.client.report({
      operation: 'attach',
      asked: this.client.line(words),
      status: session.over ? (await session.ended).exitStatus : 0,
      stdout: stdout.toString(),
      stderr: stderr.toString(),
      durationMs: performance.now() - began,
    });
    return this.asker.isRefused('attach', exchange)
      ? this.asker.refusal(exchange)
      : { kind: 'answer', value: session, exchange };
  }

  // Its processes

  execute(container: Reference, request: ExecRequest, options?: RunOptions): Promise<Outcome<Finished>> {
    return this.processes.execute(container, request, options);
  }

  executeDetached(container: Reference, request: ExecRequest): Promise<Outcome<void>> {
    return this.processes.executeDetached(container, request);
  }

  executeAttached(container: Reference, request: ExecRequest): Promise<Outcome<Session>> {
    return this.processes.executeAttached(container, request);
  }

  pause(container: Reference): Promise<Outcome<void>> {
    return this.processes.pause(container);
  }

  unpause(container: Reference): Promise<Outcome<void>> {
    return this.processes.unpause(container);
  }

  listProcesses(container: Reference): Promise<Outcome<{ pids: number[] }>> {
    return this.processes.list(container);
  }

  update(container: Reference, limits: Limits): Promise<Outcome<void>> {
    return this.processes.update(container, limits);
  }

  // Its files

  diff(container: Reference): Promise<Outcome<Change[]>> {
    return this.ask('diff', { container }, ({ exchange }) =>
      read.readChanges(exchange.stdout, this.descriptor.answers.changes),
    );
  }

  copyOut(container: Reference, path: string): Promise<Outcome<{ archive: Buffer }>> {
    return this.ask('copyOut', { container, path }, archive, { binary: true });
  }

  copyIn(container: Reference, directory: string, archive: Buffer): Promise<Outcome<void>> {
    return this.ask('copyIn', { container, path: directory }, nothing, { stdin: archive });
  }

  copyToPath(container: Reference, path: string, destination: string): Promise<Outcome<void>> {
    return this.ask('copyToPath', { container, path, destination }, nothing);
  }

  copyFromPath(container: Reference, source: string, path: string): Promise<Outcome<void>> {
    return this.ask('copyFromPath', { container, source, path }, nothing);
  }

  exportRoot(container: Reference): Promise<Outcome<{ archive: Buffer }>> {
    return this.ask('exportRoot', { container }, archive, { binary: true });
  }

  // Images

  commit(container: Reference, options?: CommitOptions): Promise<Outcome<{ id: string }>> {
    return this.images.commit(container, options);
  }

  importImage(archive: Buffer | Readable, options?: ImportOptions): Promise<Outcome<{ id: string }>> {
    return this.images.import(archive, options);
  }

  saveImages(images: readonly Reference[]): Promise<Outcome<{ archive: Buffer }>> {
    return this.images.save(images);
  }

  loadImages(archive: Buffer): Promise<Outcome<void>> {
    return this.images.load(archive);
  }

  history(image: Reference): Promise<Outcome<HistoryStep[]>> {
    return this.images.history(image);
  }

  tag(image: Reference, name: Reference): Promise<Outcome<void>> {
    return this.images.tag(image, name);
  }

  listImages(): Promise<Outcome<ImageSummary[]>> {
    return this.images.list();
  }

  inspectImage(image: Reference): Promise<Outcome<ImageFacts>> {
    return this.images.inspect(image);
  }

  removeImage(image: Reference): Promise<Outcome<void>> {
    return this.images.remove(image);
  }

  // Networks

  publishedPorts(container: Reference): Promise<Outcome<PublishedPort[]>> {
    return this.networking.publishedPorts(container);
  }

  publishedPort(
    container: Reference,
    asked: { port: number; protocol: Protocol },
  ): Promise<Outcome<PublishedPort[]>> {
    return this.networking.publishedPort(container, asked);
  }

  createNetwork(name: string, options?: { subnet?: string }): Promise<Outcome<void>> {
    return this.networking.create(name, options);
  }

  listNetworks(): Promise<Outcome<NetworkSummary[]>> {
    return this.networking.list();
  }

  inspectNetwork(network: Reference): Promise<Outcome<NetworkFacts>> {
    return this.networking.inspect(network);
  }

  removeNetwork(network: Reference): Promise<Outcome<void>> {
    return this.networking.remove(network);
  }

  connect(container: Reference, network: Reference, options?: { alias?: string }): Promise<Outcome<void>> {
    return this.networking.connect(container, network, options);
  }

  disconnect(container: Reference, network: Reference): Promise<Outcome<void>> {
    return this.networking.disconnect(container, network);
  }

  // The whole runtime

  listen(options: { since: string; conditions?: readonly Condition[] }): Promise<Outcome<Listener>> {
    return this.observing.listen(options);
  }

  pruneContainers(conditions: readonly Condition[]): Promise<Outcome<{ removed: string[] }>> {
    return this.observing.prune('pruneContainers', conditions);
  }

  pruneImages(conditions: readonly Condition[]): Promise<Outcome<{ removed: string[] }>> {
    return this.observing.prune('pruneImages', conditions);
  }

  // The sweep

  /** Identifiers of all containers, running or not, that carry the label of the run. */
  containersOfRun(): Promise<Outcome<string[]>> {
    return this.ask('containersOfRun', { label: this.label }, ({ exchange }) =>
      read.readIds(exchange.stdout),
    );
  }

  /** Identifiers of all images that carry the label of the run. */
  imagesOfRun(): Promise<Outcome<string[]>> {
    return this.ask('imagesOfRun', { label: this.label }, ({ exchange }) => read.readIds(exchange.stdout));
  }

  /** Names of all volumes that carry the label of the run. */
  volumesOfRun(): Promise<Outcome<string[]>> {
    return this.volumes.ofRun();
  }

  /** Identifiers of all networks that carry the label of the run. */
  networksOfRun(): Promise<Outcome<string[]>> {
    return this.networking.ofRun();
  }

  /** Removes an image with all its names. */
  sweepImage(image: Reference): Promise<Outcome<void>> {
    return this.ask('sweepImage', { image }, nothing);
  }

  // The service

  get isRestartable(): boolean {
    return Boolean(this.descriptor.service);
  }

  restartRuntime(options: RestartOptions = {}): Promise<Outcome<void>> {
    return restartRuntime(this.asker, options);
  }

  close(): Promise<void> {
    return this.client.close();
  }

  private async make(operation: 'create' | 'runDetached', request: ContainerRequest) {
    const outcome = await this.request(operation, request, identifier);
    if (request.terminal && outcome.kind === 'answer') this.withTerminal.add(outcome.value.id);
    if (request.terminal && request.name) this.withTerminal.add(request.name);
    return outcome;
  }

  private async request<T>(
    operation: 'create' | 'run' | 'runDetached',
    request: ContainerRequest,
    value: (reply: Reply) => T,
    asking: AskOptions = {},
  ): Promise<Outcome<T>> {
    const { words, unsupported } = optionWords(this.descriptor.options, request, this.label);
    if (unsupported.length > 0) return this.asker.unsupported(operation, unsupported.join(', '));
    const values = { options: words, image: request.image, argv: request.argv ?? [] };
    return this.ask(operation, values, value, asking);
  }

  private ask<T>(
    operation: OperationName,
    values: Values,
    value: (reply: Reply) => T,
    asking: AskOptions = {},
  ): Promise<Outcome<T>> {
    return this.asker.ask(operation, values, value, asking);
  }

  private finished({ exchange, stdout, stderr }: Reply): Finished {
    return {
      stdout,
      stderr: withoutNoise(stderr, this.descriptor.answers.noise),
      exitStatus: exchange.status,
    };
  }
}

const archive = ({ stdout }: Reply): { archive: Buffer } => ({ archive: stdout });

/** Without the lines that come from the client itself; Latin-1 keeps every byte what it is. */
function withoutNoise(stderr: Buffer, noise: readonly string[]): Buffer {
  const expressions = noise.map((expression) => new RegExp(expression));
  const lines = stderr.toString('latin1').split(/(?<=\n)/);
  const kept = lines.filter((line) => !expressions.some((expression) => expression.test(line)));
  return Buffer.from(kept.join(''), 'latin1');
}
