/** Options of `run` and `create` whose one word holds several values. Parsers throw Error with the reason alone. */
import { readFileSync } from 'node:fs';
import { CommandFailure, exitStatus, messageOf } from './failure';

/** `nofile=1024:2048`; one number stands for both, -1 for no bound. */
export function parseUlimit(text: string): { Name: string; Soft: number; Hard: number } {
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
