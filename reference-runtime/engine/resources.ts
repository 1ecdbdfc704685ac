/** Bounds that the kernel keeps for each process by itself, setrlimit(2). */
import { RuntimeError } from '../errors';
import type { ResourceLimit } from '../isolation/launch-request';

/** In the order of the kernel's numbers, asm-generic/resource.h. */
const names = [
  'cpu',
  'fsize',
  'data',
  'stack',
  'core',
  'rss',
  'nproc',
  'nofile',
  'memlock',
  'as',
  'locks',
  'sigpending',
  'msgqueue',
  'nice',
  'rtprio',
  'rttime',
];

/** What was asked for, and of the defaults those about other resources. */
export const withDefaults = (
  asked: readonly ResourceLimit[],
  defaults: readonly ResourceLimit[],
): ResourceLimit[] => [
  ...defaults.filter(({ resource }) => asked.every((own) => own.resource !== resource)),
  ...asked,
];

export interface AskedResource {
  readonly name: string;
  /** −1 for no bound. */
  readonly soft: number;
  readonly hard: number;
}

/**
 * Throws RuntimeError `invalid` for a resource that is none and for a soft limit above the hard one.
 * Clauses: LIMIT-23.
 */
export function resourceLimits(asked: readonly AskedResource[]): ResourceLimit[] {
  return asked.map(({ name, soft, hard }) => {
    const resource = names.indexOf(name.toLowerCase());
    if (resource < 0)
      throw new RuntimeError('invalid', `invalid ulimit "${name}": it is none of ${names.join(', ')}`);
    if (hard >= 0 && (soft < 0 || soft > hard))
      throw new RuntimeError(
        'invalid',
        `invalid ulimit ${name}: the soft limit ${soft} is above the hard one ${hard}`,
      );
    return { resource, name, soft, hard };
  });
}
