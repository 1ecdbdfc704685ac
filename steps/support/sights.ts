/** What the process sees of its own bounds, by the words of the features. */
import type { Facts } from '../../harness/probe/facts';

type Bound = number | null;
const said = (bound: Bound): string => (bound === null ? 'none' : String(bound));

export const sights = {
  'memory limit': ({ limits }) => said(limits.memory),
  'limit of memory and swap': ({ limits }) => said(limits.memoryAndSwap),
  'limit of processes': ({ limits }) => said(limits.processes),
  /** In processors. */
  'share of processors': ({ limits: { processorShare } }) =>
    said(processorShare === null ? null : processorShare / 1000),
  'set of processors': ({ limits }) => limits.processors,
  'out-of-memory score': ({ limits }) => String(limits.outOfMemoryScore),
  /** Soft and hard. */
  'limit of open files': ({ limits: { resources } }) =>
    `${said(resources.nofile.soft)}:${said(resources.nofile.hard)}`,
  'file mask': ({ umask }) => umask,
  'filter of system calls': ({ seccomp }) => ({ 0: 'none', 2: 'one' })[seccomp] ?? `mode ${seccomp}`,
  'inheritable capabilities of Linux': ({ capabilities }) =>
    /^0+$/.test(capabilities.inheritable) ? 'none' : capabilities.inheritable,
} as const satisfies Record<string, (facts: Facts) => string>;
