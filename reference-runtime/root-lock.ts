/** One daemon per root. */
import { statSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { RuntimeError } from './errors';

/**
 * Holds the root until `close`, or until this process ends, however it ends: the lock is a socket name in the abstract
 * namespace (unix(7)), which the kernel frees by itself, so that there is no stale lock to judge and no race to lose.
 * The namespace goes with the network namespace: daemons in different ones do not see each other's lock.
 * Throws RuntimeError `conflict` when another process holds it.
 */
export async function lockRoot(root: string): Promise<{ close(): Promise<void> }> {
  const { dev, ino } = statSync(root);
  const server = createServer((connection) => connection.destroy());
  await listen(server, `\0standard-container/${dev}:${ino}`, root);
  return { close: () => new Promise((resolve) => server.close(() => resolve())) };
}

function listen(server: Server, name: string, root: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new RuntimeError(
              'conflict',
              `${root} is in use by another daemon: stop that one first, or choose another --root`,
            )
          : error,
      ),
    );
    server.listen(name, resolve);
  });
}
