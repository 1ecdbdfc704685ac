import { constants } from 'node:os';
import { RuntimeError } from '../errors';
import { ArchiveError } from './tar/archive-error';
import { TreeError } from './tree';

const { errno } = constants;

/** Errors that an archive can cause by what it holds. All others are the host's (a full disk, a broken one). */
const ARCHIVE_FAULTS: readonly number[] = [
  errno.ENOENT,
  errno.EEXIST,
  errno.ENOTDIR,
  errno.EISDIR,
  errno.EINVAL,
  errno.ENAMETOOLONG,
  errno.ELOOP,
  errno.EMLINK,
  errno.ENOTSUP,
  errno.ERANGE,
  errno.E2BIG,
];

/** What a caller is told about an error met while `what` was tried. */
export function refusal(error: unknown, what: string): unknown {
  if (error instanceof ArchiveError)
    return new RuntimeError('invalid', `${what}: ${error.message}`, { cause: error });
  if (!(error instanceof TreeError)) return error;
  return new RuntimeError(categoryOf(error), `${what}: ${error.message}`, { cause: error });
}

function categoryOf(error: TreeError): 'invalid' | 'conflict' | 'internal' {
  if (error.errno === errno.EROFS) return 'conflict';
  return ARCHIVE_FAULTS.includes(error.errno) ? 'invalid' : 'internal';
}
