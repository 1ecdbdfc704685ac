/** Kernel parameters that belong to a namespace of the container, and so to the container. */
import { RuntimeError } from '../errors';

/** Of the IPC namespace, ipc_namespaces(7); those of the network namespace all begin with `net.`. */
const ownNames = [
  'kernel.msgmax',
  'kernel.msgmnb',
  'kernel.msgmni',
  'kernel.sem',
  'kernel.shmall',
  'kernel.shmmax',
  'kernel.shmmni',
  'kernel.shm_rmid_forced',
];
const ownFamilies = ['net.', 'fs.mqueue.'];

/**
 * The settings as asked. Throws RuntimeError `invalid` for one that would change the host.
 * Clauses: SEC-40, SEC-41.
 */
export function kernelSettings(asked: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  for (const name of Object.keys(asked)) {
    const own = ownNames.includes(name) || ownFamilies.some((family) => name.startsWith(family));
    if (!own || !/^[a-z0-9_.-]+$/i.test(name) || name.includes('..'))
      throw new RuntimeError(
        'invalid',
        `invalid kernel setting "${name}": a container may set those of its own namespaces, net.*, fs.mqueue.* and the limits of System V IPC`,
      );
  }
  return asked;
}
