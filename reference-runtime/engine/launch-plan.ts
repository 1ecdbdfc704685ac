/** From a container's record to what isolation is asked for. */
import { statSync, writeFileSync } from 'node:fs';
import { RuntimeError } from '../errors';
import type { BindMount, LaunchRequest } from '../isolation/launch-request';
import { hostnameFile, hostsFile } from '../network/hosts';
import type { Endpoint } from '../network/network';
import { resolvConf } from '../network/resolv-conf';
import type { Container } from './container';
import type { Engine } from './engine';
import { argvOf, mergeEnvironment } from './merge';

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
      lower: [...engine.images.lowerDirs(record.image.id), engine.initLayer],
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
    mounts: [...identityMounts(container), ...settings.mounts],
    security: settings.security,
    shmSize: settings.shmSize,
  };
}

/** HOME comes from the user's passwd entry, which only init sees. */
function environmentOf({ record: { settings, config } }: Container): string[] {
  const defaults = [
    defaultPath,
    `HOSTNAME=${settings.hostname}`,
    ...(settings.terminal ? ['TERM=xterm'] : []),
  ];
  return mergeEnvironment(defaults, config.Env ?? []);
}

/** The files over which the container learns its own name and address and where to ask for others'. */
export async function writeIdentity({ files, record }: Container, ipAddress?: string): Promise<void> {
  const { hostname, domainname } = record.settings;
  writeFileSync(files.file('hostname'), hostnameFile(hostname));
  writeFileSync(files.file('resolv.conf'), await resolvConf());
  writeFileSync(files.file('hosts'), hostsFile({ hostname, domainname, ipAddress }));
}

const identityMounts = ({ files }: Container): BindMount[] =>
  (['hosts', 'hostname', 'resolv.conf'] as const).map((name) => ({
    source: files.file(name),
    target: `/etc/${name}`,
    readOnly: false,
  }));

/** Throws RuntimeError `invalid` when a directory or file that shall be mounted is not there. */
export function demandSources(container: Container): void {
  for (const { source, target } of container.record.settings.mounts) {
    if (statSync(source, { throwIfNoEntry: false })) continue;
    throw new RuntimeError(
      'invalid',
      `cannot mount ${source} at ${target}: ${source} does not exist on the host; make it first`,
    );
  }
}
