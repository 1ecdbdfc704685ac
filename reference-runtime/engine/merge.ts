/** What a container runs: the image's configuration, with what the request says in its place. */
import path from 'node:path';
import { RuntimeError } from '../errors';
import type { ImageConfig } from '../images/image';

/**
 * The configuration of a container made from `image` with `asked`. The request's word wins; environment, labels, exposed
 * ports and volumes are joined; an entrypoint in the request drops the image's command, which was written for another.
 * Throws RuntimeError `invalid` when no command comes out of it or the working directory is relative.
 * Clauses: IMG-20 … IMG-24, COMMIT-7, ARGS-2.
 */
export function mergeConfig(image: ImageConfig, asked: ImageConfig): ImageConfig {
  demandNames(asked.Env ?? []);
  const merged: ImageConfig = {
    ...image,
    ...command(image, asked),
    Env: mergeEnvironment(image.Env ?? [], asked.Env ?? []),
    User: asked.User || image.User,
    WorkingDir: asked.WorkingDir || image.WorkingDir,
    Labels: { ...image.Labels, ...asked.Labels },
    ExposedPorts: { ...image.ExposedPorts, ...asked.ExposedPorts },
    Volumes: { ...image.Volumes, ...asked.Volumes },
    StopSignal: asked.StopSignal || image.StopSignal,
  };
  if (argvOf(merged).length === 0)
    throw new RuntimeError('invalid', 'no command: neither the request nor the image says what to execute');
  if (merged.WorkingDir && !path.posix.isAbsolute(merged.WorkingDir))
    throw new RuntimeError('invalid', `the working directory "${merged.WorkingDir}" is not an absolute path`);
  return merged;
}

/** Throws RuntimeError `invalid` for a variable that has no name. */
export function demandNames(environment: readonly string[]): void {
  const nameless = environment.find((entry) => entry === '' || entry.startsWith('='));
  if (nameless !== undefined)
    throw new RuntimeError('invalid', `invalid environment variable "${nameless}": it has no name`);
}

/** Entrypoint and command, one list. */
export const argvOf = (config: ImageConfig): string[] => [
  ...(config.Entrypoint ?? []),
  ...(config.Cmd ?? []),
];

function command(image: ImageConfig, asked: ImageConfig): Pick<ImageConfig, 'Entrypoint' | 'Cmd'> {
  if (asked.Entrypoint) return { Entrypoint: withoutReset(asked.Entrypoint), Cmd: asked.Cmd ?? [] };
  return { Entrypoint: image.Entrypoint, Cmd: asked.Cmd?.length ? asked.Cmd : image.Cmd };
}

/** One empty word is how clients say: no entrypoint, not even the image's. */
const withoutReset = (words: readonly string[]): string[] =>
  words.length === 1 && words[0] === '' ? [] : [...words];

/**
 * Later entries win and keep the place of the first; a name without `=` takes the variable away.
 * Clauses: ENV-4.
 */
export function mergeEnvironment(...lists: (readonly string[])[]): string[] {
  const variables = new Map<string, string>();
  for (const entry of lists.flat()) {
    const name = entry.split('=', 1)[0] ?? '';
    if (entry.includes('=')) variables.set(name, entry);
    else variables.delete(name);
  }
  return [...variables.values()];
}
