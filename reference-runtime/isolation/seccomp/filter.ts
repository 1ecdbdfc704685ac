import { architectureOffset, assemble, choose, type Instruction, load, numberOffset, whenEqual } from './bpf';
import { customVerdicts, parseProfile } from './custom-profile';
import { notImplemented, verdicts } from './profile';
import { arm64, i386, type SyscallTable, x86_64 } from './syscall-numbers';

/** Architectures as the kernel tells them to a filter (AUDIT_ARCH_*, linux/audit.h), by Node's name of the host's. */
const architectures: Readonly<Record<string, readonly (readonly [audit: number, table: SyscallTable])[]>> = {
  x64: [
    [0xc000003e, x86_64],
    [0x40000003, i386],
  ],
  arm64: [[0xc00000b7, arm64]],
};

/**
 * The default filter as a BPF program for `process.arch`. Calls of any other architecture are not implemented: on x86_64 that is
 * x32 (its numbers lie above all of ours), on arm64 programs for 32-bit ARM.
 * Throws Error on an architecture whose numbers we do not have.
 * Clauses: SEC-2, SEC-10 … SEC-15.
 */
export function defaultFilter(capabilities: readonly string[], architecture = process.arch): Buffer {
  const known = architectures[architecture];
  if (!known) throw new Error(`there is no seccomp filter for ${architecture}: run with seccomp unconfined`);
  const key = `${architecture} ${capabilities.join()}`;
  const ready = compiled.get(key) ?? compile(known, new Set(capabilities));
  compiled.set(key, ready);
  return ready;
}

/**
 * The filter that a profile in Docker's format describes. It holds for every architecture whose programs the host can run: a filter
 * that a 32-bit program goes round is none. Throws Error when the profile cannot be read.
 */
export function customFilter(
  text: string,
  capabilities: readonly string[],
  architecture = process.arch,
): Buffer {
  const known = architectures[architecture];
  if (!known) throw new Error(`there is no seccomp filter for ${architecture}: run with seccomp unconfined`);
  const profile = parseProfile(text);
  const tables = known.map(([audit, table]) => {
    const { verdicts: all, other } = customVerdicts(profile, table, new Set(capabilities), architecture);
    return whenEqual(audit, [load(numberOffset), ...choose(all, other)]);
  });
  return assemble([load(architectureOffset), ...tables.flat(), ...choose(new Map([[0, notImplemented]]))]);
}

/** Few different sets of capabilities occur on one host, and each costs milliseconds to compile. */
const compiled = new Map<string, Buffer>();

function compile(
  known: readonly (readonly [number, SyscallTable])[],
  capabilities: ReadonlySet<string>,
): Buffer {
  const program: Instruction[] = [
    load(architectureOffset),
    ...known.flatMap(([audit, table]) =>
      whenEqual(audit, [load(numberOffset), ...choose(verdicts(table, capabilities))]),
    ),
    ...choose(new Map([[0, notImplemented]])),
  ];
  return assemble(program);
}
