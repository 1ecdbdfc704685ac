/** Makes a container for `run` and `create`, and notes its id where the caller asked for that. */
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { type ContainerOptions, createBody } from './container-options';
import { type EngineClient, EngineRefusal } from './engine-client';
import { CommandFailure, exitStatus, messageOf } from './failure';

/** The id. CommandFailure with `refusedStatus` when the engine refuses: 125 for `run`, 1 for `create`, as docker has it. */
export async function newContainer(
  engine: EngineClient,
  options: ContainerOptions,
  image: string,
  argv: readonly string[],
  { detached = false, refusedStatus = 1 } = {},
): Promise<string> {
  const body = createBody(options, image, argv, detached);
  const note = openIdFile(options.cidfile);
  try {
    const created = await engine
      .json<{ Id: string; Warnings: string[] | null }>('POST', '/containers/create', {
        query: { name: options.name },
        body,
      })
      .catch(refused(image, refusedStatus));
    for (const warning of created.Warnings ?? []) process.stderr.write(`WARNING: ${warning}\n`);
    note.write(created.Id);
    return created.Id;
  } catch (error) {
    note.discard();
    throw error;
  }
}

const refused = (image: string, status: number) => (error: unknown) => {
  const hint =
    error instanceof EngineRefusal && error.status === 404 && /image/i.test(error.message)
      ? `\nMake it with: scr import ARCHIVE ${image}`
      : '';
  throw new CommandFailure(`${messageOf(error)}${hint}`, status, { cause: error });
};

/** Opened before the container is made: when that is impossible, there must be no container without a note of it. */
function openIdFile(file: string | undefined): { write(id: string): void; discard(): void } {
  if (!file) return { write: () => {}, discard: () => {} };
  const descriptor = createExclusively(file);
  return {
    write: (id) => {
      writeSync(descriptor, id);
      closeSync(descriptor);
    },
    discard: () => rmSync(file, { force: true }),
  };
}

function createExclusively(file: string): number {
  try {
    return openSync(file, 'wx', 0o644);
  } catch (error) {
    const exists = (error as NodeJS.ErrnoException).code === 'EEXIST';
    const why = exists
      ? 'it exists: another container may be running under it. Remove it, or name another'
      : messageOf(error);
    throw new CommandFailure(`cannot write the id to ${file}: ${why}`, exitStatus.refused);
  }
}
