/** What `/probe facts` prints as one line of JSON: the world as a process inside the container sees it. */
export interface Facts {
  argv: string[];
  environment: string[];
  cwd: string;
  pid: number;
  ppid: number;
  /** Session leader: getsid(0). */
  session: number;
  uid: number;
  gid: number;
  groups: number[];
  hostname: string;
  domainname: string;
  /** Capability sets as hexadecimal masks, without 0x, from /proc/self/status. */
  capabilities: { effective: string; permitted: string; inheritable: string; bounding: string; ambient: string };
  noNewPrivileges: boolean;
  /** 0 off, 1 strict, 2 filter. */
  seccomp: number;
  /** Namespace name → identity, e.g. `pid` → `pid:[4026531836]`. */
  namespaces: Record<string, string>;
  mounts: { target: string; type: string; source: string; options: string[] }[];
  /** Numbers of the open descriptors, without the one used for looking. */
  descriptors: number[];
  terminal: { stdin: boolean; stdout: boolean; stderr: boolean; rows: number; columns: number };
  interfaces: { name: string; up: boolean; addresses: string[] }[];
  /** Address of the default gateway, or empty. */
  gateway: string;
  /** Processes visible in /proc: number and command line's first word. */
  processes: { pid: number; command: string }[];
  /** `/proc/self/cgroup`, line by line. */
  cgroup: string[];
  umask: string;
  kernel: string;
}
