/** Archives that the command writes for its caller, or reads from it. */
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CommandFailure, messageOf } from './failure';

/** Into a file, which appears only when it is whole, or to standard output. Throws CommandFailure. */
export async function writeArchive(archive: Readable, file: string | undefined): Promise<void> {
  if (file === undefined) {
    await pipeline(archive, process.stdout, { end: false });
    return;
  }
  const unfinished = `${file}.unfinished-${process.pid}`;
  try {
    await pipeline(archive, createWriteStream(unfinished, { flags: 'wx' }));
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw new CommandFailure(`cannot write the archive ${file}: ${messageOf(error)}`);
  }
}

/** Throws CommandFailure before anything is asked for: nobody reads an archive at a terminal. */
export function demandPlaceFor(file: string | undefined): void {
  if (file === undefined && process.stdout.isTTY)
    throw new CommandFailure(
      'will not write an archive to a terminal: give --output FILE, or redirect standard output',
    );
}

/** From a file or from standard input. Throws CommandFailure when there is none to read. */
export async function readArchive(file: string | undefined): Promise<Readable> {
  if (file === undefined && process.stdin.isTTY)
    throw new CommandFailure('no archive: give --input FILE, or redirect standard input');
  if (file === undefined) return process.stdin;
  try {
    const opened = await open(file);
    return createReadStream(file, { fd: opened });
  } catch (error) {
    throw new CommandFailure(`cannot read the archive ${file}: ${messageOf(error)}`);
  }
}
