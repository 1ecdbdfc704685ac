/** Namespaces that a container does not have for itself. */
import { RuntimeError } from '../errors';
import type { SharedNamespaces } from '../isolation/launch-request';
import { type Engine, find } from './engine';
import type { NamespaceModes } from './record';

const byContainer = 'container:';

/** Throws RuntimeError `invalid` for modes that there are not, and for a host name where it is the host's. */
export function namespaceModes(asked: {
  pid: string;
  uts: string;
  ipc: string;
  hostname: string;
}): NamespaceModes {
  const { pid, uts, ipc, hostname } = asked;
  if (pid !== '' && pid !== 'host' && !(pid.startsWith(byContainer) && pid !== byContainer))
    throw invalid('PID', pid, 'host, container:NAME');
  if (uts !== '' && uts !== 'host') throw invalid('UTS', uts, 'host');
  if (!['', 'private', 'shareable', 'none', 'host'].includes(ipc)) throw invalid('IPC', ipc, 'private, host');
  if (uts && hostname)
    throw new RuntimeError('invalid', 'conflicting options: a host name, and the UTS namespace of the host');
  return { pid, uts: uts as NamespaceModes['uts'], ipc: ipc === 'host' ? 'host' : '' };
}

/**
 * As they are at a start. Throws RuntimeError `not-found`, or `conflict` when the container that shares does not run.
 * Clauses: NS-7 … NS-11.
 */
export function sharedNamespaces(engine: Engine, { pid, uts, ipc }: NamespaceModes): SharedNamespaces {
  return {
    ...(pid === 'host' ? { pid } : pid ? { pid: processesOf(engine, pid.slice(byContainer.length)) } : {}),
    ...(uts && { uts }),
    ...(ipc && { ipc }),
  };
}

function processesOf(engine: Engine, reference: string): { pid: number; monitorPid: number } {
  const { run, record } = find(engine, reference);
  if (run) return run.monitored;
  throw new RuntimeError(
    'conflict',
    `cannot share the processes of container ${record.name}: it is not running; start it first`,
  );
}

const invalid = (kind: string, mode: string, known: string): RuntimeError =>
  new RuntimeError('invalid', `"${mode}" is no ${kind} mode: there are ${known}`);
