/** The files over which a container learns its own name and addresses and where to ask for others'. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Mount } from '../isolation/mounts';
import type { Endpoint } from '../network/cable';
import { hostnameFile, hostsFile } from '../network/hosts';
import { resolvConf } from '../network/resolv-conf';
import { sharedContainer } from './attachments';
import type { Container } from './container';
import type { Engine } from './engine';

/**
 * Written in place: a running container sees the same files through its mounts.
 * Clauses: ROOT-11, NET-8.
 */
export async function writeIdentity(
  engine: Engine,
  { files, record }: Container,
  endpoints: readonly Endpoint[],
): Promise<void> {
  const { hostname, domainname, extraHosts: extra, network, resolver } = record.settings;
  const own = hostsFile({
    hostname,
    domainname,
    addresses: endpoints.map(({ ipAddress }) => ipAddress),
    extra,
  });
  writeFileSync(files.file('hostname'), hostnameFile(hostname));
  writeFileSync(files.file('hosts'), network === 'host' ? hostsOfHost(extra) : own);
  const byName = endpoints.find(({ networkId }) => !engine.networks.find(networkId).predefined);
  writeFileSync(
    files.file('resolv.conf'),
    await resolvConf(byName ? { ...resolver, servers: [byName.gateway] } : resolver),
  );
}

function hostsOfHost(extra: readonly { readonly name: string; readonly address: string }[]): string {
  const host = readFileSync('/etc/hosts', 'utf8').replace(/\n?$/, '\n');
  return host + extra.map(({ name, address }) => `${address}\t${name}\n`).join('');
}

/** Who shares a container's network has its files, too. */
export const identityMounts = (engine: Engine, container: Container): Mount[] =>
  (['hosts', 'hostname', 'resolv.conf'] as const).map((name) => ({
    kind: 'bind',
    source: (sharedContainer(engine, container.record) ?? container).files.file(name),
    target: `/etc/${name}`,
    readOnly: container.record.settings.readOnlyRoot,
  }));
