/**
 * The default filter: every system call of Linux 6.1 is allowed, except those listed here; a call that is newer answers
 * "not implemented", so that C libraries use what they did before. In effect the allow-list that Docker and Podman ship.
 */
import type { SyscallTable } from './syscall-numbers';

/** What becomes of one call. `when` looks at an argument's lower 32 bits; the call is allowed only where it holds. */
export type Verdict =
  | { readonly kind: 'allow' }
  | { readonly kind: 'errno'; readonly errno: number }
  | { readonly kind: 'when'; readonly argument: number; readonly test: Test; readonly errno: number }
  /** As a profile of the caller's own has it; the codes are what a filter returns to the kernel. */
  | {
      readonly kind: 'rules';
      readonly rules: readonly { readonly conditions: readonly Condition[]; readonly code: number }[];
      readonly otherwise: number;
    };

/** A comparison of all 64 bits. With MASKED_EQ the value is a mask and the second value what must be left of it. */
export interface Condition {
  readonly argument: number;
  readonly op: 'EQ' | 'NE' | 'LT' | 'LE' | 'GT' | 'GE' | 'MASKED_EQ';
  readonly value: bigint;
  readonly valueTwo: bigint;
}

export type Test =
  /** None of these bits is set. */
  { readonly clear: number } | { readonly equals: readonly number[] } | { readonly differs: number };

const EPERM = 1;
const ENOSYS = 38;

export const allow: Verdict = { kind: 'allow' };
export const notImplemented: Verdict = { kind: 'errno', errno: ENOSYS };
const refuse: Verdict = { kind: 'errno', errno: EPERM };

/** Refused unless the container has the capability that the kernel would ask for anyway. */
const guarded: Readonly<Record<string, string>> = {
  CAP_DAC_READ_SEARCH: 'open_by_handle_at',
  CAP_SYS_ADMIN:
    'bpf fanotify_init fsconfig fsmount fsopen fspick lookup_dcookie mount mount_setattr move_mount open_tree ' +
    'perf_event_open pivot_root quotactl quotactl_fd setdomainname sethostname setns swapoff swapon syslog umount umount2 unshare',
  CAP_SYS_BOOT: 'kexec_file_load kexec_load reboot',
  CAP_SYS_CHROOT: 'chroot',
  CAP_SYS_MODULE: 'delete_module finit_module init_module',
  CAP_SYS_NICE: 'get_mempolicy mbind migrate_pages move_pages set_mempolicy set_mempolicy_home_node',
  CAP_SYS_PACCT: 'acct',
  CAP_SYS_PTRACE: 'kcmp pidfd_getfd',
  CAP_SYS_RAWIO: 'ioperm iopl',
  CAP_SYS_TIME: 'clock_settime clock_settime64 settimeofday stime',
  CAP_SYS_TTY_CONFIG: 'vhangup',
};

/**
 * Refused to everybody: kernel key rings are not divided by namespaces; io_uring goes round this filter; userfaultfd and 16-bit
 * code are parts of known exploits; the rest is obsolete.
 */
const refused =
  'add_key keyctl request_key io_uring_enter io_uring_register io_uring_setup userfaultfd vm86 vm86old ' +
  '_sysctl create_module get_kernel_syms nfsservctl query_module sysfs uselib ustat';

/** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET (linux/sched.h). */
const newNamespaces = 0x7e020000;
/** Linux, the same with no address randomisation or with 4 KiB alignment, 32-bit uname, and "tell me" (linux/personality.h). */
const personalities = [0x0, 0x8, 0x20000, 0x20008, 0xffffffff];
/** Sockets to the hypervisor are not divided by network namespaces (linux/socket.h). */
const AF_VSOCK = 40;

/** The verdict on every call of one architecture, by number. Calls that it does not hold are not implemented. */
export function verdicts(table: SyscallTable, capabilities: ReadonlySet<string>): Map<number, Verdict> {
  const byName = new Map<string, Verdict>([...table.keys()].map((name) => [name, allow]));
  const set = (names: string, verdict: Verdict) => {
    for (const name of names.split(' ')) if (table.has(name)) byName.set(name, verdict);
  };
  for (const [capability, names] of Object.entries(guarded))
    if (!capabilities.has(capability)) set(names, refuse);
  set(refused, refuse);
  set('personality', { kind: 'when', argument: 0, test: { equals: personalities }, errno: EPERM });
  set('socket', { kind: 'when', argument: 0, test: { differs: AF_VSOCK }, errno: EPERM });
  if (!capabilities.has('CAP_SYS_ADMIN')) {
    set('clone', { kind: 'when', argument: 0, test: { clear: newNamespaces }, errno: EPERM });
    set('clone3', notImplemented); // its flags lie in memory, where a filter cannot look; C libraries fall back to clone
  }
  return new Map([...byName].map(([name, verdict]) => [table.get(name) ?? -1, verdict]));
}
