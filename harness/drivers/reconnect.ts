import type { Client, ExchangeListener } from './engine-cli/client';
import type { Descriptor } from './engine-cli/descriptor';
import { EngineCli } from './engine-cli/engine-cli';
import type { Identity } from './runtime';

export type { ExchangeListener } from './engine-cli/client';

export interface ConnectOptions {
  readonly runId: string;
  /** Added to the environment of every child process of the driver, on top of the descriptor's. */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * Where commands run; default: here. Some runtimes leave files there: Podman's conmon an empty `oom` when memory was short.
   */
  readonly folder?: string;
  /** How long any operation may take, in milliseconds. */
  readonly budgetMs: number;
  /** Told of every exchange with the runtime, waiting in a session included: for evidence, and to know whose time it was. */
  readonly listener?: ExchangeListener;
}

/** What `connect` has read and checked; other processes of the run need not do so again. Can be written as JSON. */
export interface KnownRuntime {
  readonly descriptor: Descriptor;
  readonly identity: Identity;
}

/** Connects to a runtime that has answered before. Asks nothing, loads no parser: every worker of a run waits for this. */
export const reconnect = ({ descriptor, identity }: KnownRuntime, options: ConnectOptions): EngineCli =>
  new EngineCli(descriptor, { ...clientOptions(descriptor, options), identity, runId: options.runId });

/** How the commands of a descriptor are called. */
export const clientOptions = (
  descriptor: Descriptor,
  { environment, budgetMs, folder, listener }: ConnectOptions,
): ConstructorParameters<typeof Client>[0] => ({
  command: descriptor.command,
  environment: { ...descriptor.environment, ...environment },
  budgetMs,
  ...(folder && { folder }),
  ...(listener && { listener }),
});
