/**
 * What the probe prints as JSON: the world as a process inside the container sees it. Bytes that are not UTF-8 appear as lone
 * surrogates U+DC80…U+DCFF.
 */

/** `facts` */
export interface Facts {
  argv: string[];
  /** `NAME=value`, in the order of the process's environment. */
  environment: string[];
  cwd: string;
  pid: number;
  ppid: number;
  /** Session leader: getsid(0); 0 when it is outside the PID namespace. */
  session: number;
  uid: number;
  gid: number;
  /** Supplementary groups. */
  groups: number[];
  hostname: string;
  /** Empty when none is set. */
  domainname: string;
  /** Capability sets as hexadecimal masks, without 0x, from /proc/self/status. */
  capabilities: {
    effective: string;
    permitted: string;
    inheritable: string;
    bounding: string;
    ambient: string;
  };
  noNewPrivileges: boolean;
  /** 0 off, 1 strict, 2 filter. */
  seccomp: number;
  /** Namespace name → identity, e.g. `pid` → `pid:[4026531836]`. */
  namespaces: Record<string, string>;
  /** The first option is `ro` or `rw` and is what counts: `ro` when the mount or its file system is read-only. */
  mounts: { target: string; type: string; source: string; options: string[] }[];
  /** Numbers of the open descriptors, without the one used for looking. */
  descriptors: number[];
  terminal: { stdin: boolean; stdout: boolean; stderr: boolean; rows: number; columns: number };
  /** Addresses without prefix length, IPv4 and IPv6. */
  interfaces: Interface[];
  /** IPv4 address of the default gateway, or empty. */
  gateway: string;
  /** Processes visible in /proc: number and command line's first word. */
  processes: { pid: number; command: string }[];
  /** `/proc/self/cgroup`, line by line. */
  cgroup: string[];
  /** Octal, four digits. */
  umask: string;
  /** capabilities(7), "The securebits flags". */
  secureBits: number;
  /** Serial number of the session keyring, keyrings(7); null where asking is denied. */
  sessionKeyring: number | null;
  /** null is no bound, as far as the cgroups that the process sees tell. */
  limits: {
    /** Bytes. */
    memory: number | null;
    memoryAndSwap: number | null;
    processes: number | null;
    /** Thousandths of a processor. */
    processorShare: number | null;
    /** Of cgroup version 1 (1024 is usual) or 2 (100): compare, do not read. */
    processorWeight: number | null;
    blockWeight: number | null;
    /** Numbers of the processors that the process may run on: `0,2-3`. */
    processors: string;
    outOfMemoryScore: number;
    /** By the names of setrlimit(2). */
    resources: Record<
      'core' | 'fsize' | 'memlock' | 'nofile' | 'nproc' | 'stack',
      { soft: number | null; hard: number | null }
    >;
  };
  kernel: string;
}

/** `stat PATH`: either `error` and `path` alone, or all the others. */
export interface Interface {
  name: string;
  up: boolean;
  addresses: string[];
  /** −1 where sysfs does not tell. */
  mtu: number;
  index: number;
  /** Index of the other end of a cable, in the namespace where that is; its own index when it has none. */
  peer: number;
}

export interface FileFacts {
  path: string;
  /** Name of the error, e.g. `ENOENT`. */
  error?: string;
  type: 'file' | 'directory' | 'symlink' | 'character' | 'block' | 'fifo' | 'socket';
  /** Octal, four digits, with set-user-id, set-group-id and sticky bits. */
  mode: string;
  uid: number;
  gid: number;
  size: number;
  /** Seconds since 1970 with nine digits of nanoseconds: `1700000000.000000000`. */
  mtime: string;
  /** Number of hard links. */
  links: number;
  inode: number;
  /** Where a symbolic link points. */
  target: string | null;
  /** `major:minor` of a device node. */
  device: string | null;
}

/** `try DEED`: the error's name, or null when the deed was done. */
export interface DeedResult {
  deed: string;
  error: string | null;
}

/** `spawn N` */
export interface Spawned {
  spawned: number;
  error: string | null;
}

/** `burn MILLISECONDS` */
export interface Burnt {
  wallMs: number;
  cpuMs: number;
}

/** `orphan` */
export interface Orphan {
  pid: number;
  ppid: number;
}
