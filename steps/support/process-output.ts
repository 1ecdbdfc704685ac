/** What the probe printed: the steps' view through the eyes of the process. */
import type { DeedResult, Facts, FileFacts } from '../../harness/probe/facts';
import { Violation } from '../../harness/verdicts/evidence';

type Line = Record<string, unknown>;

/** The lines of JSON on a standard output, in order; terminals end lines with a carriage return as well. */
function jsonLines(stdout: Buffer): unknown[] {
  return stdout
    .toString()
    .split(/\r?\n/)
    .flatMap((line) => /(?:\{"|\[").*[}\]]$|\[\]$/.exec(line) ?? []) // what `write-out` and `read` print may stand before
    .map((json) => JSON.parse(json));
}

function find(stdout: Buffer, what: string, fits: (line: Line) => boolean): Line {
  const found = (jsonLines(stdout) as Line[]).find(fits);
  if (found) return found;
  throw new Violation(`a line of JSON with ${what}`, stdout.subarray(0, 2000).toString(), 'standard output');
}

/** What a process is given and does not choose, of every process that told, in order. */
export const surroundingsIn = (stdout: Buffer) =>
  (jsonLines(stdout) as Line[])
    .filter((line) => 'namespaces' in line)
    .map((line) => line as unknown as Facts)
    .map(({ argv, environment, cwd, uid, gid, groups, hostname, capabilities, umask }) => ({
      ...{ argv, environment: [...environment].sort(), cwd, uid, gid, groups, hostname, capabilities, umask },
    }));

/** @throws {Violation} when the process did not tell. */
export const factsIn = (stdout: Buffer): Facts =>
  find(stdout, 'the facts of the process', (line) => 'namespaces' in line) as unknown as Facts;

/** @throws {Violation} when the process did not tell. */
export const fileIn = (stdout: Buffer, path: string): FileFacts =>
  find(stdout, `facts about ${path}`, (line) => line.path === path) as unknown as FileFacts;

/** Everything that it told about the path, in order. */
export const filesIn = (stdout: Buffer, path: string): FileFacts[] =>
  (jsonLines(stdout) as Line[]).filter((line) => line.path === path) as unknown as FileFacts[];

/** @throws {Violation} when the process did not tell. */
export const lineWith = (stdout: Buffer, field: string): Line =>
  find(stdout, `the field ${field}`, (line) => field in line);

export const deedsIn = (stdout: Buffer): DeedResult[] =>
  (jsonLines(stdout) as Line[]).filter((line) => 'deed' in line) as unknown as DeedResult[];

/** The last listing of a directory. @throws {Violation} when the process did not tell. */
export function entriesIn(stdout: Buffer): string[] {
  const listing = jsonLines(stdout).findLast(Array.isArray);
  if (listing) return listing as string[];
  throw new Violation('a list of entries', stdout.toString(), 'standard output');
}

/** The bytes that `fill N` prints. */
export const pattern = (bytes: number): Buffer => Buffer.alloc(bytes, '0123456789abcde\n');

/** By their numbers in <linux/capability.h>. */
export const capabilityNames = (
  'CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE ' +
  'NET_BIND_SERVICE NET_BROADCAST NET_ADMIN NET_RAW IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO ' +
  'SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN SYS_BOOT SYS_NICE SYS_RESOURCE SYS_TIME ' +
  'SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE MAC_ADMIN SYSLOG ' +
  'WAKE_ALARM BLOCK_SUSPEND AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE'
).split(' ');

/** Whether a mask of capabilities(7) holds the capability. */
export function holds(mask: string, capability: string): boolean {
  const number = capabilityNames.indexOf(capability);
  if (number < 0) throw new Error(`no number is known for the capability of Linux ${capability}`);
  return ((BigInt(`0x${mask}`) >> BigInt(number)) & 1n) === 1n;
}
