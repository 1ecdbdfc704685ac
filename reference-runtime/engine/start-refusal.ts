/** What to tell a caller whose container could not be started. */
import { RuntimeError } from '../errors';
import { LaunchError } from '../isolation/monitored';
import { argvOf } from './merge';
import type { ContainerRecord } from './record';

/**
 * The refusal for a failed start. The docker command line derives its exit statuses 127 and 126 from the words "executable
 * file not found", "no such file or directory", "permission denied" and "is a directory" in the message.
 * Clauses: ARGS-4, ARGS-5, RUN-8.
 */
export const refusalOf = (record: ContainerRecord, cause: unknown): RuntimeError =>
  commandRefusal(`cannot start container ${record.name}`, argvOf(record.config), cause);

/**
 * `tried` is what the caller asked for, `argv` what was to be executed.
 * Clauses: ARGS-4, ARGS-5, RUN-8.
 */
export function commandRefusal(tried: string, argv: readonly string[], cause: unknown): RuntimeError {
  if (cause instanceof RuntimeError) return cause;
  if (!(cause instanceof LaunchError)) {
    return new RuntimeError('internal', `${tried}: ${(cause as Error).message}`, { cause });
  }
  if (cause.operation === 'exec') return execRefusal(tried, argv, cause);
  if (cause.operation === 'publish') return portRefusal(tried, cause);
  const category = callersFault.has(cause.operation) ? 'invalid' : 'internal';
  return new RuntimeError(category, `${tried}: ${cause.message}`, { cause });
}

/** Steps that fail because of what was asked for, and not because of this host. */
const callersFault = new Set([
  'user',
  'further-groups',
  'chdir',
  'kernel-setting',
  'resource-limit',
  'out-of-memory-score',
]);

function execRefusal(tried: string, argv: readonly string[], cause: LaunchError): RuntimeError {
  const command = `exec "${argv[0]}"`;
  if (cause.errno === 'ENOENT' || cause.errno === 'ENOTDIR') {
    const why =
      'executable file not found: no such file or directory in the container, on the PATH or as named';
    return new RuntimeError('command-not-found', `${tried}: ${command}: ${why}`, { cause });
  }
  const why = cause.errno === 'EACCES' ? 'permission denied: it is no executable file' : cause.message;
  return new RuntimeError('command-not-executable', `${tried}: ${command}: ${why}`, { cause });
}

function portRefusal(tried: string, cause: LaunchError): RuntimeError {
  if (cause.errno === 'EADDRINUSE')
    return new RuntimeError(
      'conflict',
      `${tried}: the port is already in use on the host: ${cause.message}`,
      { cause },
    );
  const foreign = cause.errno === 'EADDRNOTAVAIL';
  return new RuntimeError(
    foreign ? 'invalid' : 'internal',
    `${tried}: ${foreign ? 'the host has no such address: ' : ''}${cause.message}`,
    { cause },
  );
}
