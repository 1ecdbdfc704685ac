import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { TestContext } from 'node:test';
import type { FileEntry, FileRecord } from './file-entry';
import { writeTar } from './tar/write-tar';

/** Skips with a reason where the kernel would refuse what the test does for real. */
export const needsRoot =
  process.getuid?.() === 0 ? false : 'needs root: chroot, mknod and mount are real here';

/** A directory of its own for one test, gone with it. */
export function temporaryDirectory(t: TestContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'scr-layers-'));
  chmodSync(directory, 0o755);
  t.after(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

export const MOMENT = { seconds: 1_700_000_000, nanoseconds: 123_456_789 };

/** An entry with everything that `given` leaves out set to something plain. */
export function entry(given: Partial<FileEntry> & Pick<FileEntry, 'path' | 'kind'>): FileEntry {
  const plain = {
    mode: 0o644,
    uid: 0,
    gid: 0,
    size: 0,
    mtime: MOMENT,
    target: '',
    major: 0,
    minor: 0,
    xattrs: new Map(),
  };
  return { ...plain, ...given };
}

/** A file of an archive with this content. */
export function record(
  given: Partial<FileEntry> & Pick<FileEntry, 'path' | 'kind'>,
  content = '',
): FileRecord {
  const data = Buffer.from(content);
  return {
    entry: entry({ ...given, size: data.length }),
    content: async function* () {
      if (data.length > 0) yield data;
    },
  };
}

/** The archive of these files, written by the code under test; GNU tar reads and writes the others. */
export function archive(...records: FileRecord[]): Readable {
  return Readable.from(writeTar(Readable.from(records)), { objectMode: false });
}

export async function bytesOf(source: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of source) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** Runs a shell script, `$1`… being the arguments; what it prints. */
export function shell(script: string, ...args: string[]): string {
  return execFileSync('/bin/sh', ['-euc', script, 'sh', ...args], { encoding: 'utf8' });
}

/** Runs a script in the merged view of an overlay, in a mount namespace of its own. */
export function changeOverlay(lower: readonly string[], upper: string, work: string, script: string): void {
  const options = `lowerdir=${lower.join(':')},upperdir=${upper},workdir=${work},index=off,redirect_dir=off,metacopy=off`;
  execFileSync('unshare', [
    '-m',
    '/bin/sh',
    '-euc',
    `mount -t overlay overlay -o "$1" /mnt && cd /mnt && ${script}`,
    'sh',
    options,
  ]);
}
