/** Paths inside containers, as `cp` writes them and as the engine describes them. */
import { posix } from 'node:path';
import { type EngineClient, EngineRefusal } from './engine-client';

export interface ContainerPath {
  readonly container: string;
  readonly path: string;
}

/** `web:/etc/hosts`; undefined for what is a path here: no colon before the first slash, or `/…`, `./…`, `../…`. */
export function parseContainerPath(text: string): ContainerPath | undefined {
  const match = /^([^./:][^/:]*):(.*)$/s.exec(text);
  return match ? { container: match[1] ?? '', path: match[2] || '/' } : undefined;
}

/** What `X-Docker-Container-Path-Stat` tells. `mode` as Go's os.FileMode has it. */
export interface PathStat {
  readonly name: string;
  readonly mode: number;
  readonly linkTarget: string;
}

export const isDirectory = ({ mode }: PathStat): boolean => mode >>> 31 === 1;
const isLink = ({ mode }: PathStat): boolean => (mode & 0x08000000) !== 0;

export const archivePath = ({ container }: ContainerPath): string =>
  `/containers/${encodeURIComponent(container)}/archive`;

export function readStat(header: string | string[] | undefined): PathStat {
  return JSON.parse(Buffer.from(`${header}`, 'base64').toString()) as PathStat;
}

/** What is at the path, links followed, and where that is; undefined when there is nothing. */
export async function statFollowing(
  engine: EngineClient,
  at: ContainerPath,
  links = 0,
): Promise<{ readonly path: string; readonly stat: PathStat } | undefined> {
  const stat = await statPath(engine, at);
  if (!stat || !isLink(stat)) return stat && { path: at.path, stat };
  // As many as the kernel follows: path_resolution(7).
  if (links === 40) throw new Error(`too many symbolic links: ${at.path}`);
  const path = posix.resolve(posix.dirname(posix.resolve('/', at.path)), stat.linkTarget);
  return (await statFollowing(engine, { ...at, path }, links + 1)) ?? undefined;
}

async function statPath(engine: EngineClient, at: ContainerPath): Promise<PathStat | undefined> {
  try {
    const answer = await engine.stream('HEAD', archivePath(at), { query: { path: at.path } });
    answer.resume();
    return readStat(answer.headers['x-docker-container-path-stat']);
  } catch (error) {
    if (error instanceof EngineRefusal && error.status === 404) return undefined;
    throw error;
  }
}
