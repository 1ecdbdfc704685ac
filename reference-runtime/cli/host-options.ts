/** Options of `run` and `create` about the host: what a container may take of it, use of it and do to it. */
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { CommandFailure, exitStatus, messageOf } from './failure';
import { namedValues, parseInteger, parseSize } from './quantities';
import { listOption, option } from './verb';

export interface HostOptions {
  cpusetMems?: string;
  memoryReservation?: number;
  memorySwappiness?: number;
  oomKillDisable?: boolean;
  oomScoreAdj?: number;
  blkioWeight?: number;
  ulimit?: string[];
  groupAdd?: string[];
  device?: string[];
  deviceCgroupRule?: string[];
  sysctl?: string[];
  capAdd?: string[];
  capDrop?: string[];
  securityOpt?: string[];
  privileged?: boolean;
}

/** After the limits that `update` can change as well, in their group. */
export const withHostOptions = (command: Command): Command =>
  command
    .option('--cpuset-mems <list>', 'memory nodes it may use, like 0')
    .addOption(option('--memory-reservation <size>', 'memory left to it when the host runs short', parseSize))
    .addOption(option('--memory-swappiness <percent>', '0 to 100; -1: as the host', parseInteger))
    .option('--oom-kill-disable', 'let a process that finds no memory wait instead of being killed')
    .addOption(option('--oom-score-adj <number>', 'who is killed first, -1000 to 1000', parseInteger))
    .addOption(option('--blkio-weight <number>', 'weight at block devices, 10 to 1000', parseInteger))
    .addOption(
      listOption('--ulimit <name=soft[:hard]>', 'limit of each process; -1: none; may be repeated', ulimit),
    )
    .optionsGroup('Security:')
    .addOption(listOption('--group-add <group>', 'a further group, by name or number; may be repeated'))
    .addOption(
      listOption('--device <host[:path[:rwm]]>', 'give it a device of the host; may be repeated', device),
    )
    .addOption(
      listOption('--device-cgroup-rule <rule>', 'let it use devices, like "c 10:229 rwm"; may be repeated'),
    )
    .addOption(
      listOption('--sysctl <name=value>', 'set a kernel parameter of its namespaces; may be repeated'),
    )
    .addOption(listOption('--cap-add <capability>', 'add a capability, or ALL; may be repeated'))
    .addOption(listOption('--cap-drop <capability>', 'drop a capability, or ALL; may be repeated'))
    .addOption(
      listOption(
        '--security-opt <option>',
        'no-new-privileges, seccomp=unconfined or seccomp=FILE; may be repeated',
      ),
    )
    .option('--privileged', 'all capabilities, no system call filter');

/** As HostConfig of the API takes them. */
export const hostFields = (options: HostOptions): object => ({
  CapAdd: options.capAdd,
  CapDrop: options.capDrop,
  SecurityOpt: options.securityOpt?.map(withProfile),
  CpusetMems: options.cpusetMems,
  MemoryReservation: options.memoryReservation,
  MemorySwappiness: options.memorySwappiness,
  OomKillDisable: options.oomKillDisable,
  OomScoreAdj: options.oomScoreAdj,
  BlkioWeight: options.blkioWeight,
  Ulimits: options.ulimit?.map(parseUlimit),
  GroupAdd: options.groupAdd,
  Devices: options.device?.map(parseDevice),
  DeviceCgroupRules: options.deviceCgroupRule,
  Sysctls: options.sysctl && namedValues(options.sysctl),
  Privileged: options.privileged,
});

/** Only looked at here, where a mistake can be told with the option's name. */
const checked =
  (parse: (text: string) => unknown) =>
  (text: string): string => {
    parse(text);
    return text;
  };
export const ulimit = checked(parseUlimit);
const device = checked(parseDevice);

export interface Ulimit {
  readonly Name: string;
  readonly Soft: number;
  readonly Hard: number;
}

/** `nofile=1024:2048`; one number stands for both, -1 for no bound. */
export function parseUlimit(text: string): Ulimit {
  const [, name, soft, hard = soft] = /^([a-z]+)=(-1|\d+)(?::(-1|\d+))?$/.exec(text) ?? [];
  if (!name) throw new Error('invalid ulimit: write it like nofile=1024:2048');
  return { Name: name, Soft: Number(soft), Hard: Number(hard) };
}

/** `/dev/host[:/dev/inside][:rwm]` */
export function parseDevice(text: string): {
  PathOnHost: string;
  PathInContainer: string;
  CgroupPermissions: string;
} {
  const [host = '', ...rest] = text.split(':');
  const access = rest.length > 0 && /^[rwm]{1,3}$/.test(rest.at(-1) ?? '') ? rest.pop() : 'rwm';
  if (rest.length > 1 || !host.startsWith('/'))
    throw new Error('invalid device: write it like /dev/host[:/dev/inside][:rwm]');
  return { PathOnHost: host, PathInContainer: rest[0] ?? host, CgroupPermissions: access ?? 'rwm' };
}

/** The engine wants the content of a filter, not the name of a file that only the caller can read. */
export function withProfile(securityOption: string): string {
  const [, file] = /^seccomp[=:](?!unconfined$)(?!\{)(.*)$/.exec(securityOption) ?? [];
  if (file === undefined) return securityOption;
  try {
    return `seccomp=${readFileSync(file, 'utf8')}`;
  } catch (error) {
    throw new CommandFailure(
      `cannot read the seccomp profile ${file}: ${messageOf(error)}`,
      exitStatus.refused,
    );
  }
}
