/** What to tell a caller whose container could not be started. */
import { RuntimeError } from '../errors';
import { LaunchError } from '../isolation/monitored';
import { argvOf } from './merge';
import type { ContainerRecord } from './record';

/**
 * The refusal for a failed start. The docker command line derives its exit statuses 127 and 126 from the words "executable
 * file not found", "no such file or directory", "permission denied" and "is a directory" in the message.
 */
export function refusalOf(record: ContainerRecord, cause: unknown): RuntimeError {
  if (cause instanceof RuntimeError) return cause;
  const tried = `cannot start container ${record.name}`;
  if (!(cause instanceof LaunchError)) {
    return new RuntimeError('internal', `${tried}: ${(cause as Error).message}`, { cause });
  }
  if (cause.operation === 'exec') return commandRefusal(tried, record, cause);
  const category = cause.operation === 'user' || cause.operation === 'chdir' ? 'invalid' : 'internal';
  return new RuntimeError(category, `${tried}: ${cause.message}`, { cause });
}

function commandRefusal(tried: string, record: ContainerRecord, cause: LaunchError): RuntimeError {
  const command = `exec "${argvOf(record.config)[0]}"`;
  if (cause.errno === 'ENOENT' || cause.errno === 'ENOTDIR') {
    const why =
      'executable file not found: no such file or directory in the container, on the PATH or as named';
    return new RuntimeError('command-not-found', `${tried}: ${command}: ${why}`, { cause });
  }
  const why = cause.errno === 'EACCES' ? 'permission denied: it is no executable file' : cause.message;
  return new RuntimeError('command-not-executable', `${tried}: ${command}: ${why}`, { cause });
}
