/** Sizes of terminals, as clients send them. */
import { RuntimeError } from '../errors';
import type { Query } from './query';

/** `[rows, columns]`; undefined for zeros: the client sits at no terminal. */
export function terminalSize(value: unknown): { rows: number; columns: number } | undefined {
  if (!Array.isArray(value)) return undefined;
  const [rows, columns] = value.map(Number);
  return rows && columns ? { rows, columns } : undefined;
}

/** struct winsize has 16 bits for each. */
export function cells(query: Query, name: string): number {
  const value = query.integer(name);
  if (value !== undefined && value >= 0 && value <= 0xffff) return value;
  throw new RuntimeError(
    'invalid',
    `the query parameter "${name}" must be a number of characters from 0 to 65535`,
  );
}
