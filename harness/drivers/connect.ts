/** From what the user typed after --runtime to a runtime that answers. */

import { Client } from './engine-cli/client';
import type { Descriptor } from './engine-cli/descriptor';
import type { EngineCli } from './engine-cli/engine-cli';
import { expand } from './engine-cli/expand';
import { loadDescriptor } from './engine-cli/load-descriptor';
import { readVersion } from './engine-cli/read-answer';
import { type Exchange, UnreadableAnswer } from './outcome';
import { type ConnectOptions, clientOptions, reconnect } from './reconnect';
import { RuntimeUnavailable } from './unavailable';

export { bundledNames, loadDescriptor } from './engine-cli/load-descriptor';
export { ConfigurationError } from './engine-cli/located';
export type { ConnectOptions, ExchangeListener } from './reconnect';
export { RuntimeUnavailable } from './unavailable';

/**
 * Connects to the runtime that a bundled descriptor or a descriptor's file describes.
 * @throws {ConfigurationError} when there is no such descriptor, or it is wrong.
 * @throws {RuntimeUnavailable} when the runtime does not tell its version.
 */
export const connect = async (target: string, options: ConnectOptions): Promise<EngineCli> =>
  meet(loadDescriptor(target), options);

/** Connects to the runtime that a descriptor describes, and asks for its version. */
export async function meet(descriptor: Descriptor, options: ConnectOptions): Promise<EngineCli> {
  const version = await askVersion(descriptor, new Client(clientOptions(descriptor, options)));
  const identity = { name: descriptor.name, version, driver: 'engine-cli' };
  return reconnect({ descriptor, identity }, options);
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
