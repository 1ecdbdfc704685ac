/** Containers as Docker Engine's clients read them. */
import type { Container } from '../engine/container';
import type { Engine } from '../engine/engine';
import { shownState } from '../engine/list';
import { argvOf } from '../engine/merge';
import type { Life } from '../engine/record';
import { isAlive } from '../engine/state';
import { layerDirs } from '../engine/views';
import type { Security } from '../isolation/launch-request';
import { networkMap, networkSettings, portBindings, portList } from './network-json';
import { humanSpan } from './spans';
import { mountDetails, mountWishesAsked } from './volume-json';

const never = '0001-01-01T00:00:00Z';

/**
 * Answer of "inspect a container".
 * Clauses: INSPECT-1 … INSPECT-12.
 */
export function containerDetails(engine: Engine, container: Container): object {
  const { record, files } = container;
  const [path = '', ...args] = argvOf(record.config);
  return {
    Id: record.id,
    Created: record.createdAt,
    Path: path,
    Args: args,
    State: stateDetails(container),
    Image: `sha256:${record.image.id}`,
    ResolvConfPath: files.file('resolv.conf'),
    HostnamePath: files.file('hostname'),
    HostsPath: files.file('hosts'),
    LogPath: '',
    Name: `/${record.name}`,
    RestartCount: record.life.restarts,
    Driver: 'overlay',
    Platform: 'linux',
    MountLabel: '',
    ProcessLabel: '',
    AppArmorProfile: '',
    ExecIDs: null,
    HostConfig: hostConfig(container),
    GraphDriver: {
      Name: 'overlay',
      Data: { LowerDir: layerDirs(engine, container).join(':'), UpperDir: files.upper, WorkDir: files.work },
    },
    Mounts: mountDetails(engine, container),
    Config: config(container),
    NetworkSettings: networkSettings(engine, container),
  };
}

/** One entry of the answer of "list containers". */
export function containerSummary(engine: Engine, container: Container): object {
  const { record } = container;
  return {
    Id: record.id,
    Names: [`/${record.name}`],
    Image: record.image.reference,
    ImageID: `sha256:${record.image.id}`,
    Command: argvOf(record.config).join(' '),
    Created: Math.floor(Date.parse(record.createdAt) / 1000),
    Ports: portList(record),
    Labels: record.config.Labels ?? {},
    State: shownState(container),
    Status: statusText(record.life),
    HostConfig: { NetworkMode: record.settings.network },
    NetworkSettings: { Networks: networkMap(engine, record) },
    Mounts: mountDetails(engine, container),
  };
}

/** `Up 3 seconds`, `Exited (0) 2 minutes ago`, `Created`. */
export function statusText(life: Life, now = Date.now()): string {
  const since = (time: string | undefined): string => humanSpan((now - Date.parse(time ?? '')) / 1000);
  if (life.state === 'running') return `Up ${since(life.startedAt)}`;
  if (life.state === 'paused') return `Up ${since(life.startedAt)} (Paused)`;
  if (life.restarting) return `Restarting (${life.exitStatus}) ${since(life.finishedAt)} ago`;
  if (life.state === 'exited') return `Exited (${life.exitStatus}) ${since(life.finishedAt)} ago`;
  return 'Created';
}

function stateDetails(container: Container): object {
  const {
    record: { life },
    run,
    state,
  } = container;
  return {
    Status: shownState(container),
    Running: isAlive(state) || life.restarting,
    Paused: state === 'paused',
    Restarting: life.restarting,
    OOMKilled: life.outOfMemory,
    Dead: false,
    Pid: run?.monitored.pid ?? 0,
    ExitCode: life.exitStatus,
    Error: life.error,
    StartedAt: life.startedAt ?? never,
    FinishedAt: life.finishedAt ?? never,
  };
}

function config({ record: { config, settings, image } }: Container): object {
  return {
    Hostname: settings.hostname,
    Domainname: settings.domainname,
    User: config.User ?? '',
    AttachStdin: settings.attached.stdin,
    AttachStdout: settings.attached.stdout,
    AttachStderr: settings.attached.stderr,
    Tty: settings.terminal,
    OpenStdin: settings.stdinOpen,
    StdinOnce: settings.stdinOnce,
    Env: config.Env ?? [],
    Cmd: config.Cmd ?? null,
    Image: image.reference,
    Volumes: orNull(config.Volumes),
    WorkingDir: config.WorkingDir ?? '',
    Entrypoint: config.Entrypoint ?? null,
    OnBuild: null,
    Labels: config.Labels ?? {},
    ...(config.StopSignal && { StopSignal: config.StopSignal }),
    ...(settings.stopSeconds !== undefined && { StopTimeout: settings.stopSeconds }),
    ...(Object.keys(config.ExposedPorts ?? {}).length > 0 && { ExposedPorts: config.ExposedPorts }),
  };
}

function hostConfig(container: Container): object {
  const { settings } = container.record;
  const { limits, security } = settings;
  return {
    ...mountWishesAsked(container),
    NetworkMode: settings.network,
    PortBindings: portBindings(settings.ports),
    PublishAllPorts: settings.publishAll,
    Dns: settings.resolver.servers,
    DnsSearch: settings.resolver.search,
    DnsOptions: settings.resolver.options,
    ExtraHosts: settings.extraHosts.map(({ name, address }) => `${name}:${address}`),
    RestartPolicy: { Name: settings.restartPolicy.name, MaximumRetryCount: settings.restartPolicy.retries },
    LogConfig: { Type: 'json-file', Config: {} },
    AutoRemove: settings.removeAtEnd,
    CapAdd: settings.addedCapabilities,
    CapDrop: settings.droppedCapabilities,
    Privileged: security.privileged,
    ReadonlyRootfs: settings.readOnlyRoot,
    SecurityOpt: [
      ...(security.seccomp === 'default' ? [] : [`seccomp=${seccompText(security.seccomp)}`]),
      ...(security.noNewPrivileges ? ['no-new-privileges'] : []),
    ],
    PidMode: settings.namespaces.pid,
    UTSMode: settings.namespaces.uts,
    IpcMode: settings.namespaces.ipc || 'private',
    Init: settings.init,
    CgroupnsMode: 'private',
    ShmSize: settings.shmSize,
    Memory: limits.memory ?? 0,
    MemorySwap: limits.memorySwap ?? 0,
    PidsLimit: limits.pids ?? null,
    CpuShares: limits.cpuShares ?? 0,
    CpuPeriod: limits.cpuPeriod ?? 0,
    CpuQuota: limits.cpuQuota ?? 0,
    CpusetCpus: limits.cpusetCpus ?? '',
    NanoCpus: 0,
    CpusetMems: limits.cpusetMems ?? '',
    MemoryReservation: limits.memoryReservation ?? 0,
    MemorySwappiness: limits.memorySwappiness ?? null,
    OomKillDisable: limits.waitForMemory ?? false,
    BlkioWeight: limits.blockWeight ?? 0,
    OomScoreAdj: settings.outOfMemoryScore ?? 0,
    Ulimits: settings.resourceLimits.map(({ name, soft, hard }) => ({ Name: name, Soft: soft, Hard: hard })),
    Devices: settings.devices.map(({ pathOnHost, pathInContainer, access }) => ({
      PathOnHost: pathOnHost,
      PathInContainer: pathInContainer,
      CgroupPermissions: access,
    })),
    GroupAdd: settings.furtherGroups,
    Sysctls: settings.kernelSettings,
    ...(security.maskedPaths && { MaskedPaths: security.maskedPaths }),
    ...(security.readOnlyPaths && { ReadonlyPaths: security.readOnlyPaths }),
  };
}

const seccompText = (seccomp: Exclude<Security['seccomp'], 'default'>): string =>
  seccomp === 'unconfined' ? seccomp : seccomp.profile;

const orNull = (map: object | undefined): object | null => (map && Object.keys(map).length > 0 ? map : null);
