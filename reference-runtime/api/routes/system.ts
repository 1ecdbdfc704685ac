/** Who we are and what we run on. */
import { readFileSync } from 'node:fs';
import { arch, availableParallelism, hostname, release, totalmem } from 'node:os';
import type { State } from '../../engine/state';
import { packageVersion } from '../../package-version';
import { answer, apiHeaders } from '../answer';
import { apiVersion, type Handler, oldestApiVersion, type Route } from '../router';

const ping: Handler = ({ request }, response) => {
  const text = 'OK';
  const headers = {
    ...apiHeaders,
    'Cache-Control': 'no-cache, no-store',
    'Content-Type': 'text/plain; charset=utf-8',
  };
  response
    .writeHead(200, { ...headers, 'Content-Length': text.length })
    .end(request.method === 'HEAD' ? undefined : text);
};

/** As Go names architectures, which is what clients compare with. */
const architectures: Record<string, string> = { x64: 'amd64', arm64: 'arm64' };
const architecture = architectures[arch()] ?? arch();

const version: Handler = (_exchange, response) => {
  const details = {
    ApiVersion: apiVersion,
    MinAPIVersion: oldestApiVersion,
    Os: 'linux',
    Arch: architecture,
    KernelVersion: release(),
    GitCommit: '',
    GoVersion: '',
    BuildTime: '',
  };
  answer(response, 200, {
    Platform: { Name: 'Standard Container reference runtime' },
    Components: [{ Name: 'Engine', Version: packageVersion, Details: { ...details, Experimental: 'false' } }],
    Version: packageVersion,
    ...details,
  });
};

const info: Handler = ({ engine }, response) => {
  const containers = [...engine.containers.values()];
  const count = (state: State): number => containers.filter((each) => each.state === state).length;
  answer(response, 200, {
    ID: '',
    Containers: containers.length,
    ContainersRunning: count('running'),
    ContainersPaused: count('paused'),
    ContainersStopped: count('created') + count('exited'),
    Images: engine.images.list().length,
    Driver: 'overlay',
    DriverStatus: [],
    Plugins: { Volume: [], Network: ['bridge', 'host', 'null'], Authorization: null, Log: [] },
    MemoryLimit: true,
    SwapLimit: true,
    PidsLimit: true,
    CpuCfsPeriod: true,
    CpuCfsQuota: true,
    CPUShares: true,
    CPUSet: true,
    IPv4Forwarding: true,
    BridgeNfIptables: true,
    BridgeNfIp6tables: true,
    OomKillDisable: false,
    LoggingDriver: 'json-file',
    CgroupDriver: 'cgroupfs',
    KernelVersion: release(),
    OperatingSystem: operatingSystem(),
    OSType: 'linux',
    Architecture: architecture === 'amd64' ? 'x86_64' : architecture,
    NCPU: availableParallelism(),
    MemTotal: totalmem(),
    DockerRootDir: engine.root,
    Name: hostname(),
    ServerVersion: packageVersion,
    DefaultRuntime: 'init',
    SecurityOptions: ['name=seccomp,profile=default'],
    Swarm: { LocalNodeState: 'inactive' },
    SystemTime: new Date().toISOString(),
    Warnings: null,
  });
};

function operatingSystem(): string {
  try {
    return /^PRETTY_NAME="?(.*?)"?$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? 'Linux';
  } catch {
    return 'Linux';
  }
}

export const systemRoutes: readonly Route[] = [
  { method: 'GET', path: '/_ping', handle: ping },
  { method: 'HEAD', path: '/_ping', handle: ping },
  { method: 'GET', path: '/version', handle: version },
  { method: 'GET', path: '/info', handle: info },
];
