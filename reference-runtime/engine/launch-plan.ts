/** From a container's record to what isolation is asked for. */
import type { DeviceNode } from '../isolation/devices';
import type { LaunchRequest, NetworkRequest } from '../isolation/launch-request';
import type { Mount } from '../isolation/mounts';
import type { Container } from './container';
import { allDevices, deviceNodes } from './devices';
import type { Engine } from './engine';
import { identityMounts } from './identity';
import { argvOf, mergeEnvironment } from './merge';
import { mountsOf } from './mount-points';
import { sharedNamespaces } from './namespaces';
import type { Settings } from './record';
import { withDefaults } from './resources';
import { layerDirs } from './views';

const defaultPath = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * The request for one start. `stateDir` exists.
 * Clauses: START-5.
 */
export function launchRequest(
  engine: Engine,
  container: Container,
  stateDir: string,
  network: NetworkRequest,
): LaunchRequest {
  const { record, files } = container;
  const { settings, config } = record;
  return {
    id: record.id,
    stateDir,
    root: {
      lower: layerDirs(engine, container),
      upper: files.upper,
      work: files.work,
      readOnly: settings.readOnlyRoot,
    },
    process: {
      argv: argvOf(config),
      environment: environmentOf(container),
      cwd: config.WorkingDir || '/',
      user: config.User ?? '',
      furtherGroups: settings.furtherGroups,
      resourceLimits: withDefaults(settings.resourceLimits, engine.resourceLimits),
      outOfMemoryScore: settings.outOfMemoryScore,
      terminal: settings.terminal,
      reaped: settings.init,
      stdinOpen: settings.stdinOpen,
      terminalSize: settings.terminalSize,
    },
    namespaces: sharedNamespaces(engine, settings.namespaces),
    hostname: settings.hostname,
    domainname: settings.domainname,
    network,
    limits: settings.limits,
    mounts: allMounts(engine, container),
    security: { ...settings.security, devices: devicesOf(settings) },
    kernelSettings: settings.kernelSettings,
    shmSize: settings.shmSize,
  };
}

const devicesOf = ({ security, devices }: Settings): DeviceNode[] => [
  ...(security.privileged ? allDevices() : []),
  ...deviceNodes(devices),
];

/**
 * HOME comes from the user's passwd entry, which only init sees.
 * Clauses: ENV-1 … ENV-6, PTY-4.
 */
export function environmentOf(
  { record: { settings, config } }: Container,
  terminal = settings.terminal,
): string[] {
  const defaults = [defaultPath, `HOSTNAME=${settings.hostname}`, ...(terminal ? ['TERM=xterm'] : [])];
  return mergeEnvironment(defaults, config.Env ?? []);
}

/** What was asked for in the place of the three files wins. A read-only root has them read-only. */
function allMounts(engine: Engine, container: Container): Mount[] {
  const asked = mountsOf(engine, container);
  const identity = identityMounts(engine, container);
  return [...identity.filter(({ target }) => asked.every((mount) => mount.target !== target)), ...asked];
}
