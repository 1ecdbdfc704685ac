import { capabilityMask } from './capabilities';
import type { ContainerCgroup } from './cgroups/container-cgroup';
import type { Hierarchy } from './cgroups/hierarchies';
import { type DeviceNode, standardDevices } from './devices';
import type {
  LaunchRequest,
  NetworkAddress,
  NetworkRequest,
  ProcessRequest,
  Security,
  SharedNamespaces,
} from './launch-request';
import { mountSteps, sharedSources } from './mounts';
import type { Step } from './step';

export type { Step };

/** Files of the kernel that tell about, or act on, the whole host: the lists that Docker and Podman share. */
const masked = [
  '/proc/acpi',
  '/proc/asound',
  '/proc/interrupts',
  '/proc/kcore',
  '/proc/keys',
  '/proc/latency_stats',
  '/proc/sched_debug',
  '/proc/scsi',
  '/proc/timer_list',
  '/proc/timer_stats',
  '/sys/devices/virtual/powercap',
  '/sys/firmware',
];
const readOnly = ['/proc/bus', '/proc/fs', '/proc/irq', '/proc/sys', '/proc/sysrq-trigger'];

/** What the plan needs to know of this host. */
export interface PlanHost {
  readonly cgroup: ContainerCgroup;
  readonly hierarchies: readonly Hierarchy[];
  /** An existing directory on the host to mount the container's root over. */
  readonly mountPoint: string;
  /** The seccomp filter as bytes; undefined: unconfined. */
  readonly seccompFilter: Buffer | undefined;
  /** The device filter as bytes; attached where version 2 of cgroups needs it. */
  readonly deviceFilter: Buffer;
  /** Bit mask of what the daemon itself may pass on. */
  readonly ownCapabilities: bigint;
}

/**
 * Everything between clone and exec, in order. Pure: the same request and host give the same plan.
 * Clauses: NS-1, NS-2, ROOT-1.
 */
export function composePlan(request: LaunchRequest, host: PlanHost): Step[] {
  return [
    ...outside(request, host),
    ...rootFileSystem(request, host),
    ...kernelFileSystems(request, host),
    ...mountSteps(request.mounts),
    ...request.security.devices.map(node),
    ...Object.entries(request.kernelSettings).map(kernelSetting),
    ...hidden(request.security),
    ['enter-root'],
    ...processSteps(request),
    ...securitySteps(request, host),
    ...(request.process.reaped ? [['reaper'] as Step] : []),
    ['exec', ...request.process.argv],
  ];
}

/** NUL-separated: name, number of arguments, arguments (native/README.md). Throws RangeError for a string with a NUL. */
export function encodePlan(steps: readonly Step[]): Buffer {
  const words = steps.flatMap(([name, ...argv]) => [name, String(argv.length), ...argv]);
  const bad = words.find((word) => word.includes('\0'));
  if (bad !== undefined)
    throw new RangeError(`a NUL byte cannot be passed to a process: ${JSON.stringify(bad)}`);
  return Buffer.from(`${words.join('\0')}\0`);
}

/**
 * `discard`: nobody will ever ask for the output.
 * Clauses: RUN-4, PTY-2, PTY-7, LOGGING-6.
 */
export const streams = ({ terminal, stdinOpen }: ProcessRequest, output: 'keep' | 'discard'): Step => [
  'streams',
  terminal ? 'terminal' : 'pipes',
  stdinOpen ? 'open' : 'closed',
  output,
];

function outside(
  { id, process, hostname, domainname, network, namespaces }: LaunchRequest,
  { cgroup, deviceFilter }: PlanHost,
): Step[] {
  return [
    ['container', id],
    streams(process, 'keep'),
    ...(cgroup.oomCounter ? [['oom-counter', cgroup.oomCounter] as Step] : []),
    ...(cgroup.deviceFilterAt
      ? [['device-filter', cgroup.deviceFilterAt, deviceFilter.toString('hex')] as Step]
      : []),
    ...cgroup.directories.map((directory): Step => ['join-cgroup', directory]),
    ['cgroup-namespace'],
    ...sharedNamespaces(namespaces),
    ...networkNamespace(network),
    ...(process.outOfMemoryScore === undefined
      ? []
      : [['out-of-memory-score', String(process.outOfMemoryScore)] as Step]),
    ...(namespaces.uts ? [] : names(hostname, domainname)),
  ];
}

const names = (hostname: string, domainname: string): Step[] => [
  ['hostname', hostname],
  ...(domainname ? [['domainname', domainname] as Step] : []),
];

const sharedNamespaces = ({ pid, uts, ipc }: SharedNamespaces): Step[] => [
  ...(pid === 'host' ? [['processes', ''] as Step] : []),
  ...(typeof pid === 'object' ? [['processes', String(pid.pid), String(pid.monitorPid)] as Step] : []),
  ...(uts ? [['names'] as Step] : []),
  ...(ipc ? [['messages'] as Step] : []),
];

function networkNamespace(network: NetworkRequest): Step[] {
  if (network.kind === 'host') return [['network', '']];
  if (network.kind === 'shared') return [['network', `/proc/${network.pid}/ns/net`]];
  return network.ports.map(
    ({ protocol, hostAddress, hostPort }): Step => ['publish', protocol, hostAddress, String(hostPort)],
  );
}

/** Redirects and metadata-only copies would make the upper directory unreadable for diff and commit. */
const overlayOptions = 'redirect_dir=off,metacopy=off,index=off';

const rootFileSystem = ({ root, mounts }: LaunchRequest, { mountPoint }: PlanHost): Step[] => [
  ...sharedSources(mounts),
  ['private-mounts'],
  ['overlay', mountPoint, root.upper, root.work, overlayOptions, ...root.lower],
];

const quiet = 'nosuid,nodev,noexec';

/** Clauses: ROOT-10, LIMIT-24, LIMIT-25, PTY-10, SEC-16. */
function kernelFileSystems(request: LaunchRequest, { hierarchies }: PlanHost): Step[] {
  const { security, shmSize, process, namespaces } = request;
  return [
    ['directory', '/proc'],
    ['mount', 'proc', '/proc', quiet, ''],
    ['directory', '/sys'],
    ['mount', 'sysfs', '/sys', security.privileged ? quiet : `ro,${quiet}`, ''],
    ...cgroupView(hierarchies, security.privileged),
    ['directory', '/dev'],
    ['mount', 'tmpfs', '/dev', 'nosuid,strictatime', 'mode=755,size=65536k'],
    ...standardDevices.map(([name, major, minor]): Step => ['device', name, String(major), String(minor)]),
    ['link', '/proc/self/fd', 'fd'],
    ['link', '/proc/self/fd/0', 'stdin'],
    ['link', '/proc/self/fd/1', 'stdout'],
    ['link', '/proc/self/fd/2', 'stderr'],
    ['link', '/proc/kcore', 'core'],
    ['link', 'pts/ptmx', 'ptmx'],
    ['directory', '/dev/pts'],
    ['mount', 'devpts', '/dev/pts', 'nosuid,noexec', 'newinstance,ptmxmode=0666,mode=0620,gid=5'],
    ['directory', '/dev/mqueue'],
    ['mount', 'mqueue', '/dev/mqueue', quiet, ''],
    ['directory', '/dev/shm'],
    namespaces.ipc
      ? ['bind', '/dev/shm', '/dev/shm', 'rw', 'single']
      : ['mount', 'tmpfs', '/dev/shm', quiet, `mode=1777,size=${shmSize}`],
    ...(process.terminal ? [terminal(process.terminalSize), ['console'] as Step] : []),
  ];
}

/** Clauses: PTY-1, PTY-3, PTY-6. */
export const terminal = (size?: { readonly rows: number; readonly columns: number }): Step => [
  'terminal',
  String(size?.rows ?? 0),
  String(size?.columns ?? 0),
];

/** Inside its cgroup namespace the container sees its own cgroup as the root of every hierarchy. */
function cgroupView(hierarchies: readonly Hierarchy[], privileged: boolean): Step[] {
  const readOnly: Step[] = privileged ? [] : [['read-only', '/sys/fs/cgroup']];
  const [first] = hierarchies;
  if (!first) return [];
  if (hierarchies.length === 1 && first.version === 2) {
    return [['mount', 'cgroup2', '/sys/fs/cgroup', quiet, ''], ...readOnly];
  }
  return [
    ['mount', 'tmpfs', '/sys/fs/cgroup', quiet, 'mode=755'],
    ...hierarchies.flatMap(({ version, controllers }): Step[] => {
      const target = `/sys/fs/cgroup/${version === 1 ? controllers.join(',') : 'unified'}`;
      const type = version === 1 ? 'cgroup' : 'cgroup2';
      return [
        ['directory', target],
        ['mount', type, target, quiet, version === 1 ? controllers.join(',') : ''],
      ];
    }),
    ...readOnly,
  ];
}

const node = ({ path, type, major, minor, mode, uid, gid }: DeviceNode): Step => [
  'node',
  path,
  type,
  ...[major, minor, mode.toString(8), uid, gid].map(String),
];

const kernelSetting = ([name, value]: [string, string]): Step => [
  'kernel-setting',
  `/proc/sys/${name.replaceAll('.', '/')}`,
  value,
];

const hidden = ({ privileged, maskedPaths, readOnlyPaths }: Security): Step[] =>
  privileged
    ? []
    : [
        ...(maskedPaths ?? masked).map((path): Step => ['mask', path]),
        ...(readOnlyPaths ?? readOnly).map((path): Step => ['read-only', path]),
      ];

/** The working directory is made before the root becomes read-only, and by root: both as Docker has it. */
function processSteps({ process, root, network }: LaunchRequest): Step[] {
  return [
    ...(network.kind === 'own' ? [['loopback'] as Step] : []),
    ['user', process.user],
    ...(process.furtherGroups.length > 0 ? [['further-groups', ...process.furtherGroups] as Step] : []),
    ['environment', ...process.environment],
    ['chdir', process.cwd],
    ...(root.readOnly ? [['read-only-root'] as Step] : []),
    ['take-streams'],
    ...(network.kind === 'own' ? addressSteps(network.addresses) : []),
  ];
}

/** The cables come from the daemon while all of the above is done; what is set inside the namespace we set ourselves. */
const addressSteps = (addresses: readonly NetworkAddress[]): Step[] =>
  addresses.length === 0
    ? []
    : [
        ['await-release'],
        ...addresses.map(
          ({ device, address, prefixLength, gateway }): Step => [
            'address',
            device,
            address,
            String(prefixLength),
            gateway,
          ],
        ),
      ];

/**
 * The filter is installed while CAP_SYS_ADMIN is still there: without it no_new_privs would have to be forced on everybody.
 * Clauses: SEC-4, SEC-9, SEC-21, SEC-22, SEC-27.
 */
export function securitySteps(
  { id, process, security }: Pick<LaunchRequest, 'id' | 'process' | 'security'>,
  { seccompFilter, ownCapabilities }: Pick<PlanHost, 'seccompFilter' | 'ownCapabilities'>,
): Step[] {
  const mask = security.privileged ? ownCapabilities : capabilityMask(security.capabilities);
  const hex = mask.toString(16);
  return [
    ['session-keyring', `scr-${id}`],
    ['bounding-set', hex],
    ...(security.noNewPrivileges ? [['no-new-privileges'] as Step] : []),
    ...(seccompFilter ? [['seccomp', seccompFilter.toString('hex')] as Step] : []),
    ...process.resourceLimits.map(
      ({ resource, soft, hard }): Step => ['resource-limit', String(resource), String(soft), String(hard)],
    ),
    ['become-user'],
    ['capabilities', hex],
  ];
}
