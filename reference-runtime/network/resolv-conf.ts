/** The container's /etc/resolv.conf: what the creator asked for, else the host's, without name servers that only the host itself can reach. */
import { readFile } from 'node:fs/promises';

export interface ResolverRequest {
  /** Addresses of name servers; empty: the host's. */
  readonly servers: readonly string[];
  /** Empty: the host's. */
  readonly search: readonly string[];
  readonly options: readonly string[];
}

/** Where systemd-resolved keeps the name servers that its stub at 127.0.0.53 stands for (systemd-resolved(8), FILES). */
const behindTheStub = '/run/systemd/resolve/resolv.conf';
/** Used when the host names no server a container could reach, as engines have done since 2013. */
const publicServers = ['nameserver 8.8.8.8', 'nameserver 8.8.4.4'];

/**
 * Content for the container's file; always names at least one server outside loopback.
 * Clauses: NET-16 … NET-19.
 */
export async function resolvConf(
  asked: ResolverRequest,
  hostFile = '/etc/resolv.conf',
  stubFile = behindTheStub,
): Promise<string> {
  const host = await hostResolvConf(hostFile, stubFile);
  const { servers, search, options } = asked;
  // `search .` is how clients say: no search domains, not even the host's.
  const domains = search.filter((domain) => domain !== '.');
  const lines = [
    ...(search.length > 0 ? [] : linesOf(host, /^(search|domain)\s/)),
    ...(domains.length > 0 ? [`search ${domains.join(' ')}`] : []),
    ...(servers.length > 0
      ? servers.map((server) => `nameserver ${server}`)
      : linesOf(host, /^nameserver\s/)),
    ...(options.length > 0 ? [`options ${options.join(' ')}`] : linesOf(host, /^(options|sortlist)\s/)),
  ];
  return `${lines.join('\n')}\n`;
}

async function hostResolvConf(hostFile: string, stubFile: string): Promise<string> {
  for (const file of [hostFile, stubFile]) {
    const reachable = withoutLoopback(await readFile(file, 'utf8').catch(() => ''));
    if (nameservers(reachable).length > 0) return reachable;
  }
  return `${publicServers.join('\n')}\n`;
}

const linesOf = (text: string, kind: RegExp): string[] => text.split('\n').filter((line) => kind.test(line));

/** The text without comments and without name servers on loopback (127.0.0.0/8, ::1). */
export function withoutLoopback(text: string): string {
  const kept = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^[#;]/.test(line))
    .filter((line) => !/^nameserver\s+(127\.|::1(\s|%|$))/.test(line));
  return kept.map((line) => `${line}\n`).join('');
}

/** Addresses after `nameserver`, comments ignored. */
export const nameservers = (text: string): string[] =>
  [...text.matchAll(/^\s*nameserver\s+(\S+)/gm)].flatMap((match) => match[1] ?? []);
