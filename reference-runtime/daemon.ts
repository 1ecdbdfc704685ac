/** The composition root of the daemon: from a root directory and a socket path to a served API. */
import { chmodSync, lstatSync, realpathSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import pino, { type Logger } from 'pino';
import { apiServer } from './api/server';
import { openEngine } from './engine/open-engine';
import type { AskedResource } from './engine/resources';
import { RuntimeError } from './errors';
import { checkHost } from './isolation/host-check';
import { makeFolder } from './make-folder';
import { lockRoot } from './root-lock';

export interface DaemonOptions {
  /** Holds everything; made when missing. */
  readonly root: string;
  /** Path of the unix socket; its directory is made when missing. */
  readonly socket: string;
  /** Default: JSON lines on standard error. */
  readonly log?: Logger;
  /** Limits of each process where a container asks for none of the same resource. */
  readonly resources?: readonly AskedResource[];
}

export interface Daemon {
  /** Stops serving. Running containers live on; a daemon started on the same root adopts them. */
  close(): Promise<void>;
}

/**
 * Starts serving. Throws RuntimeError `not-implemented` when this host cannot run containers, `conflict` when the root or the
 * socket belongs to a daemon that is alive, `invalid` when one of them cannot be there; nothing is left then. The caller decides about signals.
 */
export async function startDaemon(options: DaemonOptions): Promise<Daemon> {
  const log = options.log ?? pino({ name: 'scr' }, pino.destination({ fd: 2, sync: true }));
  await demandHost();
  demandShort(options.socket);
  demandFolder('root', options.root, 0o711);
  const root = realpathSync(options.root);
  const lock = await lockRoot(root);
  try {
    await clearSocket(options.socket);
    const engine = await openEngine({ root, log, resources: options.resources });
    const api = apiServer(engine);
    await serve(api.http, options.socket);
    log.info({ socket: options.socket, root, containers: engine.containers.size }, 'serving');
    return {
      close: async () => {
        await api.close();
        await engine.close();
        await lock.close();
        log.info({ socket: options.socket }, 'closed');
      },
    };
  } catch (error) {
    await lock.close();
    throw error;
  }
}

async function demandHost(): Promise<void> {
  const lacks = await checkHost();
  if (lacks.length > 0)
    throw new RuntimeError(
      'not-implemented',
      `this host cannot run containers:\n${lacks.map((each) => `  - ${each}`).join('\n')}`,
    );
}

/** unix(7): sun_path holds 108 bytes with the final NUL. Node cuts what is longer, and would serve where nobody looks. */
function demandShort(socket: string): void {
  const bytes = Buffer.byteLength(socket);
  if (bytes > 107)
    throw new RuntimeError(
      'invalid',
      `--socket ${socket}: ${bytes} bytes, and 107 fit; choose a shorter path`,
    );
}

function demandFolder(option: string, folder: string, mode?: number): void {
  try {
    makeFolder(folder, mode);
  } catch (error) {
    throw new RuntimeError(
      'invalid',
      `cannot make the folder '${folder}' for --${option}: ${(error as Error).message}; choose another path`,
    );
  }
}

/** Makes room for the socket. Throws RuntimeError `conflict` when somebody answers there, or something else is in its place. */
async function clearSocket(socket: string): Promise<void> {
  demandFolder('socket', path.dirname(socket));
  const found = lstatSync(socket, { throwIfNoEntry: false });
  if (!found) return;
  if (!found.isSocket())
    throw new RuntimeError(
      'conflict',
      `cannot serve on ${socket}: there is a file that is no socket; remove it, or choose another path`,
    );
  if (await answers(socket))
    throw new RuntimeError(
      'conflict',
      `cannot serve on ${socket}: another daemon does; stop that one first, or choose another path`,
    );
  rmSync(socket);
}

function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = connect(socket);
    connection.once('connect', () => resolve(true)).once('error', () => resolve(false));
    connection.once('connect', () => connection.destroy());
  });
}

/** Whoever may write to the socket is root on this host: owner and group only, from the first moment on. */
function serve(http: ReturnType<typeof apiServer>['http'], socket: string): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once('error', reject);
    const mask = process.umask(0o117);
    http.listen(socket, () => {
      http.off('error', reject);
      resolve();
    });
    process.umask(mask);
    chmodSync(socket, 0o660);
  });
}
