/** Which container a caller means. */
import { RuntimeError } from '../errors';

interface Named {
  readonly id: string;
  readonly name: string;
}

/**
 * The container that `reference` names: a full identifier, else a name (with or without a leading slash), else a unique
 * prefix of an identifier. Throws RuntimeError `not-found`, or `conflict` when the prefix fits more than one.
 * Clauses: PROP-3 … PROP-7.
 */
export function findContainer<T>(containers: Iterable<T & { readonly record: Named }>, reference: string): T {
  const all = [...containers];
  const name = reference.startsWith('/') ? reference.slice(1) : reference;
  const exact =
    all.find((each) => each.record.id === reference) ?? all.find((each) => each.record.name === name);
  if (exact) return exact;
  const fitting = reference === '' ? [] : all.filter((each) => each.record.id.startsWith(reference));
  const [only, another] = fitting;
  if (only && !another) return only;
  if (!only) throw new RuntimeError('not-found', `No such container: ${reference}`);
  throw new RuntimeError(
    'conflict',
    `"${reference}" begins the identifiers of ${fitting.length} containers; give more digits, or a name`,
  );
}
