import type { RefusalCategory } from '../outcome';
import type { Descriptor } from './descriptor';

type Refusals = Descriptor['refusals'];

interface Ended {
  readonly status: number;
  readonly stderr: string;
}

/** The kind of a refusal: what the client said comes first, its exit status second. */
export function categoryOf({ status, stderr }: Ended, { categories, statuses }: Refusals): RefusalCategory {
  const said = Object.entries(categories).find(([, expression]) => new RegExp(expression, 'm').test(stderr));
  return (said?.[0] as RefusalCategory | undefined) ?? statuses[status] ?? 'refused';
}

/** Whether a client that passes on the status of a process was itself refused. */
export const wasTold = ({ status, stderr }: Ended, { told }: Refusals): boolean =>
  told.statuses.includes(status) && new RegExp(told.stderr, 'm').test(stderr);
