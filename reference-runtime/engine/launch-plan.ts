/** From a container's record to what isolation is asked for. */
import { writeFileSync } from 'node:fs';
import type { LaunchRequest } from '../isolation/launch-request';
import type { Mount } from '../isolation/mounts';
import { hostnameFile, hostsFile } from '../network/hosts';
import type { Endpoint } from '../network/network';
import { resolvConf } from '../network/resolv-conf';
import type { Container } from './container';
import type { Engine } from './engine';
import { argvOf, mergeEnvironment } from './merge';
import { mountsOf } from './mount-points';
import { layerDirs } from './views';

const defaultPath = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** The request for one start. `stateDir` exists; without an endpoint there is no network. */
export function launchRequest(
  engine: Engine,
  container: Container,
  stateDir: string,
  endpoint: Endpoint | undefined,
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
      terminal: settings.terminal,
      stdinOpen: settings.stdinOpen,
      terminalSize: settings.terminalSize,
    },
    hostname: settings.hostname,
    domainname: settings.domainname,
    network: endpoint ? { ...endpoint, address: endpoint.ipAddress } : 'none',
    limits: settings.limits,
    mounts: allMounts(engine, container),
    security: settings.security,
    shmSize: settings.shmSize,
  };
}

/** HOME comes from the user's passwd entry, which only init sees. */
export function environmentOf(
  { record: { settings, config } }: Container,
  terminal = settings.terminal,
): string[] {
  const defaults = [defaultPath, `HOSTNAME=${settings.hostname}`, ...(terminal ? ['TERM=xterm'] : [])];
  return mergeEnvironment(defaults, config.Env ?? []);
}

/** The files over which the container learns its own name and address and where to ask for others'. */
export async function writeIdentity({ files, record }: Container, ipAddress?: string): Promise<void> {
  const { hostname, domainname } = record.settings;
  writeFileSync(files.file('hostname'), hostnameFile(hostname));
  writeFileSync(files.file('resolv.conf'), await resolvConf());
  writeFileSync(files.file('hosts'), hostsFile({ hostname, domainname, ipAddress }));
}

/** What was asked for in the place of the three files wins. A read-only root has them read-only. */
function allMounts(engine: Engine, container: Container): Mount[] {
  const asked = mountsOf(engine, container);
  const identity = (['hosts', 'hostname', 'resolv.conf'] as const).map(
    (name): Mount => ({
      kind: 'bind',
      source: container.files.file(name),
      target: `/etc/${name}`,
      readOnly: container.record.settings.readOnlyRoot,
    }),
  );
  return [...identity.filter(({ target }) => asked.every((mount) => mount.target !== target)), ...asked];
}
