import { posix } from 'node:path';
import { RuntimeError } from '../errors';
import type { ImageConfig } from './image';

type Change = (config: ImageConfig, argument: string) => void;

const INSTRUCTIONS: Readonly<Record<string, Change>> = {
  CMD: (config, argument) => {
    config.Cmd = command(argument);
  },
  ENTRYPOINT: (config, argument) => {
    config.Entrypoint = command(argument);
  },
  ENV: (config, argument) => {
    for (const [name, value] of pairs(argument)) config.Env = withVariable(config.Env ?? [], name, value);
  },
  LABEL: (config, argument) => {
    config.Labels = { ...config.Labels, ...Object.fromEntries(pairs(argument)) };
  },
  USER: (config, argument) => {
    config.User = argument;
  },
  WORKDIR: (config, argument) => {
    config.WorkingDir = posix.resolve(config.WorkingDir || '/', argument);
  },
  STOPSIGNAL: (config, argument) => {
    config.StopSignal = argument;
  },
  EXPOSE: (config, argument) => {
    for (const port of words(argument))
      config.ExposedPorts = { ...config.ExposedPorts, [exposedPort(port)]: {} };
  },
  VOLUME: (config, argument) => {
    for (const path of jsonList(argument) ?? words(argument))
      config.Volumes = { ...config.Volumes, [path]: {} };
  },
};

/**
 * A configuration changed by Dockerfile-like instructions (CMD, ENTRYPOINT, ENV, LABEL, USER, WORKDIR, STOPSIGNAL, EXPOSE, VOLUME),
 * applied in order; the given one is untouched. Throws RuntimeError `invalid` for any other instruction or a malformed argument.
 */
export function applyChanges(config: ImageConfig, changes: readonly string[]): ImageConfig {
  const changed: ImageConfig = { ...config };
  for (const change of changes) {
    const [, name = '', argument = ''] = /^\s*(\S+)\s*([\s\S]*?)\s*$/.exec(change) ?? [];
    const apply = INSTRUCTIONS[name.toUpperCase()];
    if (!apply) throw invalid(change, `the instruction is none of ${Object.keys(INSTRUCTIONS).join(', ')}`);
    if (argument === '') throw invalid(change, 'its argument is missing');
    apply(changed, argument);
  }
  return changed;
}

/** A variable replaces one of the same name where it stands. */
function withVariable(environment: readonly string[], name: string, value: string): string[] {
  const at = environment.findIndex((variable) => variable.startsWith(`${name}=`));
  return at < 0 ? [...environment, `${name}=${value}`] : environment.with(at, `${name}=${value}`);
}

/** `["a","b"]` as it stands; anything else is a line for the shell. */
const command = (argument: string): string[] => jsonList(argument) ?? ['/bin/sh', '-c', argument];

function jsonList(argument: string): string[] | undefined {
  if (!argument.startsWith('[')) return undefined;
  try {
    const list: unknown = JSON.parse(argument);
    return Array.isArray(list) && list.every((item) => typeof item === 'string') ? list : undefined;
  } catch {
    return undefined;
  }
}

const words = (argument: string): string[] => argument.split(/\s+/).filter((word) => word !== '');

/** `NAME=value NAME="with blanks" NAME=with\ blank`, or the old form `NAME value to the end`. */
function pairs(argument: string): [string, string][] {
  const old = /^([^\s=]+)\s+([\s\S]+)$/.exec(argument);
  if (old?.[1] && old[2] !== undefined) return [[old[1], old[2]]];
  const found: [string, string][] = [];
  const pair = /\s*([^\s=]+)=((?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'\\])*)/y;
  while (pair.lastIndex < argument.length) {
    const match = pair.exec(argument);
    if (!match?.[1]) throw invalid(argument, 'it is not NAME=value');
    found.push([match[1], unquote(match[2] ?? '')]);
  }
  return found;
}

function unquote(text: string): string {
  return text.replace(
    /"((?:\\.|[^"\\])*)"|'([^']*)'|\\(.)/g,
    (_, double?: string, single?: string, escaped?: string) =>
      double !== undefined ? double.replace(/\\(["\\$])/g, '$1') : (single ?? escaped ?? ''),
  );
}

function exposedPort(port: string): string {
  if (!/^\d{1,5}(-\d{1,5})?(\/(tcp|udp|sctp))?$/.test(port))
    throw invalid(port, 'it is not a port, as in 80, 53/udp or 8000-8010');
  return port.includes('/') ? port : `${port}/tcp`;
}

const invalid = (change: string, why: string) =>
  new RuntimeError('invalid', `cannot apply the change ${JSON.stringify(change)}: ${why}`);
