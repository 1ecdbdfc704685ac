/** From what the user typed after --runtime to a runtime that answers. */

import { Client, type ExchangeListener } from './engine-cli/client';
import type { Descriptor } from './engine-cli/descriptor';
import { EngineCli } from './engine-cli/engine-cli';
import { expand } from './engine-cli/expand';
import { loadDescriptor } from './engine-cli/load-descriptor';
import { readVersion } from './engine-cli/read-answer';
import { type Exchange, UnreadableAnswer } from './outcome';

export type { ExchangeListener } from './engine-cli/client';
export { bundledNames, fromAnywhere } from './engine-cli/load-descriptor';
export { ConfigurationError } from './engine-cli/located';

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

/** The runtime is not there or does not answer: nothing was judged. The message says what was tried and what to do. */
export class RuntimeUnavailable extends Error {
  override readonly name = 'RuntimeUnavailable';
}

/**
 * Connects to the runtime that a bundled descriptor or a descriptor's file describes.
 * @throws {ConfigurationError} when there is no such descriptor, or it is wrong.
 * @throws {RuntimeUnavailable} when the runtime does not tell its version.
 */
export async function connect(target: string, options: ConnectOptions): Promise<EngineCli> {
  const descriptor = loadDescriptor(target);
  const client = {
    command: descriptor.command,
    environment: { ...descriptor.environment, ...options.environment },
    budgetMs: options.budgetMs,
    ...(options.folder && { folder: options.folder }),
    ...(options.listener && { listener: options.listener }),
  };
  const version = await askVersion(descriptor, new Client(client));
  const identity = { name: descriptor.name, version, driver: 'engine-cli' };
  return new EngineCli(descriptor, { ...client, identity, runId: options.runId });
}

async function askVersion(descriptor: Descriptor, client: Client): Promise<string> {
  const words = expand(descriptor.identity.argv, {});
  try {
    const { exchange } = await client.ask('version', words);
    if (exchange.status !== 0) throw unavailable(descriptor, exchange.asked, told(exchange));
    const version = readVersion(exchange.stdout, descriptor.identity.version);
    if (version) return version;
    throw new UnreadableAnswer(`no version at ${descriptor.identity.version.join(' or ')}`);
  } catch (error) {
    if (error instanceof RuntimeUnavailable) throw error;
    throw unavailable(descriptor, client.line(words), (error as Error).message);
  }
}

const told = ({ status, stderr }: Exchange): string =>
  `exit status ${status}: ${stderr.trim() || '(nothing on standard error)'}`;

function unavailable(descriptor: Descriptor, asked: readonly string[], answer: string): RuntimeUnavailable {
  const { install, start } = descriptor.hints;
  return new RuntimeUnavailable(
    [
      `The runtime '${descriptor.name}' does not answer.`,
      `  tried:   ${asked.join(' ')}`,
      `  answer:  ${answer.replaceAll('\n', '\n           ')}`,
      ...(install ? [`  install: ${install}`] : []),
      ...(start ? [`  start:   ${start}`] : []),
    ].join('\n'),
  );
}
