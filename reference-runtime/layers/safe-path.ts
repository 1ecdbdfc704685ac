import { type ByteString, toText } from './file-entry';
import { ArchiveError } from './tar/archive-error';

/**
 * The path of an archive entry relative to the root, without leading slash, `.` parts and doubled slashes; the root is `.`.
 * The chroot of native/tree already keeps every entry inside; a `..` is refused because whoever wrote it wanted something else.
 * Throws ArchiveError naming the entry.
 * Clauses: COPY-8, COPY-15.
 */
export function pathInRoot(name: ByteString): ByteString {
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..'))
    throw new ArchiveError(
      `the entry ${JSON.stringify(toText(name))} points outside the root: it contains '..'`,
    );
  if (name.includes('\0'))
    throw new ArchiveError(`the entry ${JSON.stringify(toText(name))} has a NUL in its name`);
  return parts.length === 0 ? '.' : parts.join('/');
}
