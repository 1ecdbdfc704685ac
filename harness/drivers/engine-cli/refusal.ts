import type { RefusalCategory } from '../outcome';
import type { Descriptor } from './descriptor';

type Refusals = Descriptor['refusals'];

interface Ended {
  readonly operation: string;
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The kind of a refusal: what the client said comes first, its exit status second. */
export function categoryOf(ended: Ended, { categories, statuses }: Refusals): RefusalCategory {
  const { operation, status, stderr } = ended;
  const words = operation === 'execute' ? spoken(ended) : stderr;
  const said = Object.entries(categories).find(([, expression]) => new RegExp(expression, 'm').test(words));
  return (said?.[0] as RefusalCategory | undefined) ?? statuses[status] ?? 'refused';
}

/** Whether a client that passes on the status of a process was itself refused. */
export const wasTold = ({ status, stderr }: Pick<Ended, 'status' | 'stderr'>, { told }: Refusals): boolean =>
  told.statuses.includes(status) && new RegExp(told.stderr, 'm').test(stderr);

/** The same of another process in a container: a widespread client gives the reason where the process's output would be. */
export const wasToldOfExecution = (ended: Ended, { executing }: Refusals): boolean =>
  ended.status !== 0 && new RegExp(executing).test(spoken(ended));

const spoken = ({ stdout, stderr }: Ended): string => stderr || stdout;
