/** Copies between a container and here. Archives travel; tar(1) reads and writes the files on this side. */
import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { archivePath, type ContainerPath, isDirectory, readStat, statFollowing } from './container-path';
import { copyTarget, type Destination, meansContent } from './copy-target';
import type { EngineClient } from './engine-client';
import { CommandFailure } from './failure';
import { renameArchive } from './rename-archive';

/** Out of a container, as an archive. */
export async function copyToStream(engine: EngineClient, from: ContainerPath, to: Writable): Promise<void> {
  await pipeline(await engine.stream('GET', archivePath(from), { query: { path: from.path } }), to, {
    end: false,
  });
}

/** Out of a container, to a path here. Files belong to the caller, as docker-cp(1) has it. */
export async function copyOut(engine: EngineClient, from: ContainerPath, to: string): Promise<void> {
  const archive = await engine.stream('GET', archivePath(from), { query: { path: from.path } });
  const stat = readStat(archive.headers['x-docker-container-path-stat']);
  const { directory, name } = copyTarget({ path: from.path, directory: isDirectory(stat) }, here(to));
  if (here(directory).kind !== 'directory')
    throw new CommandFailure(`there is no directory ${resolve(directory)}`);
  const named = name === undefined ? archive : renameArchive(archive, name);
  const tar = runTar(['-x', '-p', '-o', '-C', directory, '-f', '-'], 'pipe', 'ignore');
  await Promise.all([pipeline(named, tar.stdin), tar.ended]);
}

/** An archive, unpacked in a directory of a container. */
export async function copyFromStream(
  engine: EngineClient,
  archive: Readable,
  to: ContainerPath,
): Promise<void> {
  const query = { path: to.path, noOverwriteDirNonDir: true };
  await engine.tell('PUT', archivePath(to), { query, body: archive });
}

/** A file or directory from here, into a container. */
export async function copyIn(engine: EngineClient, source: string, to: ContainerPath): Promise<void> {
  const kind = here(source).kind;
  if (kind === 'absent') throw new CommandFailure(`there is no ${resolve(source)} to copy`);
  const { directory, name } = copyTarget(
    { path: source, directory: kind === 'directory' },
    await there(engine, to),
  );
  const whole = resolve(source);
  const [parent, own] = meansContent(source) ? [whole, '.'] : [dirname(whole), basename(whole) || '.'];
  const tar = runTar(['-c', '--numeric-owner', '-C', parent, '-f', '-', '--', own], 'ignore', 'pipe');
  const archive = name === undefined || name === own ? tar.stdout : renameArchive(tar.stdout, name);
  await Promise.all([copyFromStream(engine, archive as Readable, { ...to, path: directory }), tar.ended]);
}

function here(path: string): Destination {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return { path, kind: 'absent' };
  return { path, kind: stat.isDirectory() ? 'directory' : 'file' };
}

async function there(engine: EngineClient, at: ContainerPath): Promise<Destination> {
  const found = await statFollowing(engine, at);
  if (!found) return { path: at.path, kind: 'absent' };
  return { path: found.path, kind: isDirectory(found.stat) ? 'directory' : 'file' };
}

/** `ended` rejects with what tar said when it failed. */
function runTar(argv: readonly string[], stdin: 'pipe' | 'ignore', stdout: 'pipe' | 'ignore') {
  const child = spawn('tar', argv, { stdio: [stdin, stdout, 'pipe'] });
  const said: string[] = [];
  child.stderr?.setEncoding('utf8').on('data', (text: string) => said.push(text));
  const ended = new Promise<void>((done, fail) => {
    child.on('error', (error) => fail(new CommandFailure(`cannot run tar: ${error.message}`)));
    child.on('close', (status) =>
      status === 0 ? done() : fail(new CommandFailure(`tar: ${said.join('').trim()}`)),
    );
  });
  return { stdin: child.stdin as Writable, stdout: child.stdout as Readable, ended };
}
