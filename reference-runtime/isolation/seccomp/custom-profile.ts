/** A caller's own profile of system calls, in the JSON format that Docker and Podman share. */
import { release } from 'node:os';
import type { Condition, Verdict } from './profile';
import type { SyscallTable } from './syscall-numbers';

interface Conditions {
  readonly caps?: readonly string[];
  readonly arches?: readonly string[];
  readonly minKernel?: string;
}

interface Rule {
  readonly names: readonly string[];
  readonly code: number;
  readonly conditions: readonly Condition[];
  readonly includes: Conditions;
  readonly excludes: Conditions;
}

export interface Profile {
  readonly defaultCode: number;
  readonly rules: readonly Rule[];
}

/** What a filter returns to the kernel, linux/seccomp.h; the lower half takes an error number. */
const actions: Readonly<Record<string, number>> = {
  SCMP_ACT_KILL: 0,
  SCMP_ACT_KILL_THREAD: 0,
  SCMP_ACT_KILL_PROCESS: 0x80000000,
  SCMP_ACT_TRAP: 0x00030000,
  SCMP_ACT_ERRNO: 0x00050000,
  SCMP_ACT_TRACE: 0x7ff00000,
  SCMP_ACT_LOG: 0x7ffc0000,
  SCMP_ACT_ALLOW: 0x7fff0000,
};
const EPERM = 1;
const ops = ['EQ', 'NE', 'LT', 'LE', 'GT', 'GE', 'MASKED_EQ'] as const;

type Fields = Record<string, unknown>;

/** Throws Error that says what is wrong with the text. */
export function parseProfile(text: string): Profile {
  const { defaultAction, defaultErrnoRet, syscalls = [] } = JSON.parse(text) as Fields;
  if (!Array.isArray(syscalls)) throw new Error('"syscalls" must be a list');
  return { defaultCode: code(defaultAction, defaultErrnoRet), rules: (syscalls as Fields[]).map(rule) };
}

function rule({ name, names, action, errnoRet, args, includes, excludes }: Fields): Rule {
  return {
    names: ((names as string[] | undefined) ?? [name as string]).map(String),
    code: code(action, errnoRet),
    conditions: ((args as Fields[] | null | undefined) ?? []).map(condition),
    includes: (includes as Conditions | undefined) ?? {},
    excludes: (excludes as Conditions | undefined) ?? {},
  };
}

function code(action: unknown, errno: unknown): number {
  const known = actions[String(action)];
  if (known === undefined) throw new Error(`"${String(action)}" is no action`);
  const takesNumber = action === 'SCMP_ACT_ERRNO' || action === 'SCMP_ACT_TRACE';
  return takesNumber ? known + Number(errno ?? EPERM) : known;
}

function condition({ index, value = 0, valueTwo = 0, op }: Fields): Condition {
  const known = ops.find((each) => `SCMP_CMP_${each}` === op);
  if (!known) throw new Error(`"${String(op)}" is no comparison`);
  if (![0, 1, 2, 3, 4, 5].includes(Number(index))) throw new Error(`there is no argument ${String(index)}`);
  return {
    argument: Number(index),
    op: known,
    value: BigInt(Number(value)),
    valueTwo: BigInt(Number(valueTwo)),
  };
}

/** The verdict on every call that the profile names, by number, and on all others. */
export function customVerdicts(
  { defaultCode, rules }: Profile,
  table: SyscallTable,
  capabilities: ReadonlySet<string>,
  architecture: string,
): { verdicts: Map<number, Verdict>; other: Verdict } {
  const byNumber = new Map<number, Rule[]>();
  for (const each of rules.filter((one) => applies(one, capabilities, architecture))) {
    for (const name of each.names) {
      const number = table.get(name);
      if (number !== undefined) byNumber.set(number, [...(byNumber.get(number) ?? []), each]);
    }
  }
  const verdict = (found: readonly Rule[]): Verdict => ({
    kind: 'rules',
    rules: found,
    otherwise: defaultCode,
  });
  return {
    verdicts: new Map([...byNumber].map(([number, found]) => [number, verdict(found)])),
    other: verdict([]),
  };
}

/** Their names for what Node calls x64 and arm64. */
const archNames: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };

function applies(
  { includes, excludes }: Rule,
  capabilities: ReadonlySet<string>,
  architecture: string,
): boolean {
  const own = archNames[architecture] ?? architecture;
  const inside =
    (includes.caps ?? []).every((name) => capabilities.has(name)) &&
    (!includes.arches?.length || includes.arches.includes(own)) &&
    (!includes.minKernel || isAtLeast(release(), includes.minKernel));
  const outside =
    (excludes.caps ?? []).some((name) => capabilities.has(name)) ||
    (excludes.arches ?? []).includes(own) ||
    (excludes.minKernel !== undefined && isAtLeast(release(), excludes.minKernel));
  return inside && !outside;
}

/** `6.1.0-9-amd64` is at least `4.8`. */
function isAtLeast(kernel: string, least: string): boolean {
  const [major = 0, minor = 0] = kernel.split('.').map(Number.parseFloat);
  const [leastMajor = 0, leastMinor = 0] = least.split('.').map(Number.parseFloat);
  return major > leastMajor || (major === leastMajor && minor >= leastMinor);
}
