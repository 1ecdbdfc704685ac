import { attachedStreams, type ContainerOptions, declareContainerOptions } from '../container-options';
import { type EngineClient, EngineRefusal } from '../engine-client';
import { CommandFailure, exitStatus, messageOf } from '../failure';
import { newContainer } from '../new-container';
import type * as SessionModule from '../session';
import { demandTerminal } from '../terminal';
import { verb as declareVerb, type Verb } from '../verb';
import { waitFor } from '../waiting';

interface Options extends ContainerOptions {
  detach?: boolean;
  sigProxy: boolean;
}

/** Clauses: RUN-1 … RUN-3, RUN-5, RUN-7, RUN-12. */
export const verb: Verb = (context) =>
  declareContainerOptions(
    declareVerb({
      name: 'run',
      summary: 'Makes a container from an image, runs it, and ends with the exit status of its process.',
      examples: [
        ['scr run --rm base /bin/echo hello', 'run a program, keep nothing'],
        ['scr run -it base /bin/sh', 'sit at a shell; ctrl-p ctrl-q leaves it running'],
        ['scr run -d --name web -m 64m base /srv', 'run in the background with 64 MiB of memory'],
        ['echo text | scr run -i --rm base /bin/cat', 'feed it'],
      ],
      statuses: [
        ["the process's", 'it ran; 128 + N when signal N ended it'],
        ['125', 'the engine refused, or the options make no sense'],
        ['126', 'the program may not be executed'],
        ['127', 'there is no such program in the container'],
      ],
    })
      .optionsGroup('Running:')
      .option('-d, --detach', 'run in the background, print the id')
      .option('--no-sig-proxy', 'do not pass signals on to the process'),
  ).action(async (image: string, argv: string[], options: Options) => {
    if (options.detach && options.attach)
      throw new CommandFailure('conflicting options: cannot specify both --attach and --detach', 1);
    if (options.tty && !options.detach && attachedStreams(options).stdin) demandTerminal();
    const creating = newContainer(context.engine, options, image, argv, {
      detached: options.detach,
      refusedStatus: exitStatus.refused,
    });
    if (options.detach) await runDetached(context.engine, creating);
    else process.exitCode = await runAttached(context.engine, creating, options);
  });

async function runDetached(engine: EngineClient, creating: Promise<string>): Promise<void> {
  const id = await creating;
  await begin(engine, id);
  process.stdout.write(`${id}\n`);
}

async function runAttached(
  engine: EngineClient,
  creating: Promise<string>,
  options: Options,
): Promise<number> {
  // Loaded while the engine makes the container: a few milliseconds of a short command.
  const { openSession }: typeof SessionModule = require('../session');
  const container = await creating;
  const streams = attachedStreams(options);
  const terminal = options.tty ?? false;
  const [session, waiting] = await Promise.all([
    openSession(engine, { container, terminal, ...streams, proxySignals: options.sigProxy }),
    waitFor(engine, container, options.rm ? 'removed' : 'next-exit'),
  ]);
  await begin(engine, container);
  session.began();
  if ((await session.finished) === 'detached') return 0;
  return waiting.exitStatus;
}

/** Starts it, or ends as docker-run(1) does: 127 no such program, 126 not executable, 125 anything else. */
async function begin(engine: EngineClient, id: string): Promise<void> {
  try {
    await engine.tell('POST', `/containers/${id}/start`);
  } catch (error) {
    throw new CommandFailure(messageOf(error), statusOf(error), { cause: error });
  }
}

/** Docker Engine tells the reason in words only. */
function statusOf(error: unknown): number {
  if (!(error instanceof EngineRefusal)) return exitStatus.refused;
  const { category, message } = error;
  if (category === 'command-not-found') return exitStatus.notFound;
  if (category === 'command-not-executable') return exitStatus.notExecutable;
  if (category) return exitStatus.refused;
  if (/executable file not found|no such file or directory/.test(message)) return exitStatus.notFound;
  return /permission denied|is a directory|exec format error/.test(message)
    ? exitStatus.notExecutable
    : exitStatus.refused;
}
