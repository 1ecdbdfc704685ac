/** Refusals as HTTP: which category becomes which status. */
import { type Category, RuntimeError } from '../errors';

const statuses: Record<Category, number> = {
  'not-found': 404,
  conflict: 409,
  invalid: 400,
  'not-modified': 304,
  // As Docker Engine answers a start whose command cannot be executed.
  'command-not-found': 400,
  'command-not-executable': 400,
  'not-implemented': 501,
  internal: 500,
};

export interface Refusal {
  readonly status: number;
  /** JSON. `category` is ours: clients of Docker Engine read only `message`. */
  readonly body: { readonly message: string; readonly category: Category };
}

export function refusalOf(error: unknown): Refusal {
  const category = error instanceof RuntimeError ? error.category : 'internal';
  return { status: statuses[category], body: { message: messageOf(error), category } };
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') return error.message;
  return `the disk of the engine's root is full (${error.message}): make room, for example with scr rmi, and try again`;
}
