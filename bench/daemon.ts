import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { packageRoot } from '../harness/package-root';
import type { CleanUp } from './clean-up';
import { environment, run } from './command';
import type { Payload } from './payload';

export const scr = [process.execPath, path.join(packageRoot, 'dist/reference-runtime/cli/main.js')] as const;

export interface OurDaemon {
  readonly socket: string;
  /** The payload's. */
  readonly image: string;
}

/** A daemon of our own in a directory of its own, with the payload as an image. It ends with the clean-up. */
export async function startDaemon(
  { directory, archive, name }: Payload,
  cleanUp: CleanUp,
): Promise<OurDaemon> {
  const socket = path.join(directory, 'scr.sock');
  const [node, ...words] = [...scr, 'daemon', '--root', path.join(directory, 'scr'), '--socket', socket];
  const daemon = spawn(node, words, {
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
  const closed = once(daemon, 'close');
  cleanUp.add(async () => {
    daemon.kill('SIGTERM');
    await closed;
  });
  const [line] = (await Promise.race([once(createInterface({ input: daemon.stderr }), 'line'), closed])) as [
    unknown,
  ];
  if (!`${line}`.includes('"serving"')) throw new Error(`scr daemon does not serve: ${line}`);
  await run([...scr, '--host', `unix://${socket}`, 'import', archive, name]);
  return { socket, image: name };
}
