import { eachArgument } from '../each-argument';
import type { EngineClient } from '../engine-client';
import { CommandFailure } from '../failure';
import { type ContainerJson, inspectContainer } from '../inspected';
import { openSession } from '../session';
import { verb as declareVerb, type Verb } from '../verb';
import { waitFor } from '../waiting';

interface Options {
  attach?: boolean;
  interactive?: boolean;
  sigProxy: boolean;
}

export const verb: Verb = (context) =>
  declareVerb({
    name: 'start',
    summary: 'Starts containers that do not run.',
    examples: [
      ['scr start web db', 'start two, print their names'],
      ['scr start -ai job', "start one, connect to its streams, end with its process's status"],
    ],
    statuses: [
      ['0', 'started'],
      ["the process's", 'with --attach: it ran'],
      ['1', 'not started'],
    ],
  })
    .option('-a, --attach', 'connect standard output and error, and end with its status')
    .option('-i, --interactive', 'connect standard input as well')
    .option('--no-sig-proxy', 'with --attach: do not pass signals on to the process')
    .argument('<container...>')
    .action(async (names: string[], options: Options) => {
      const [only = ''] = names;
      if (!options.attach && !options.interactive)
        return eachArgument(names, async (name) => {
          await context.engine.tell('POST', `/containers/${encodeURIComponent(name)}/start`);
          return name;
        });
      if (names.length > 1)
        throw new CommandFailure('only one container can be started with --attach or --interactive');
      process.exitCode = await startAttached(
        context.engine,
        await inspectContainer(context.engine, only),
        options,
      );
    });

async function startAttached(
  engine: EngineClient,
  { Id, Config, HostConfig, State }: ContainerJson,
  options: Options,
): Promise<number> {
  // Starting a container that runs changes nothing, so its next end is the one to wait for; but its earlier output is not ours.
  if (State.Running) throw new CommandFailure('the container runs already: connect to it with scr attach');
  const streams = { stdin: (options.interactive ?? false) && Config.OpenStdin, stdout: true, stderr: true };
  const [session, waiting] = await Promise.all([
    openSession(engine, { container: Id, terminal: Config.Tty, ...streams, proxySignals: options.sigProxy }),
    waitFor(engine, Id, HostConfig.AutoRemove ? 'removed' : 'next-exit'),
  ]);
  await engine.tell('POST', `/containers/${Id}/start`);
  session.began();
  return (await session.finished) === 'detached' ? 0 : waiting.exitStatus;
}
