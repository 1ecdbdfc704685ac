import { CommandFailure } from '../failure';
import { inspectContainer } from '../inspected';
import { openSession } from '../session';
import { verb as declareVerb, type Verb } from '../verb';
import { waitFor } from '../waiting';

interface Options {
  stdin: boolean;
  sigProxy: boolean;
}

export const verb: Verb = (context) =>
  declareVerb({
    name: 'attach',
    summary:
      'Connects to the standard streams of a running container, and ends with the exit status of its process.',
    examples: [
      ['scr attach web', 'see what it prints from now on, type to it'],
      ['scr attach --no-stdin web', 'only watch'],
    ],
    statuses: [
      ["the process's", 'it ended'],
      ['0', 'detached with ctrl-p ctrl-q'],
      ['1', 'there is no such container, or it does not run'],
    ],
  })
    .option('--no-stdin', 'do not pass standard input on')
    .option('--no-sig-proxy', 'do not pass signals on to the process')
    .argument('<container>')
    .action(async (name: string, options: Options) => {
      const { engine } = context;
      const { Id, Config, State } = await inspectContainer(engine, name);
      if (!State.Running)
        throw new CommandFailure('You cannot attach to a stopped container, start it first');
      if (State.Paused) throw new CommandFailure('You cannot attach to a paused container, unpause it first');
      const streams = { stdin: options.stdin && Config.OpenStdin, stdout: true, stderr: true };
      const [session, waiting] = await Promise.all([
        openSession(engine, {
          container: Id,
          terminal: Config.Tty,
          ...streams,
          proxySignals: options.sigProxy,
        }),
        waitFor(engine, Id, 'not-running'),
      ]);
      session.began();
      if ((await session.finished) === 'ended') process.exitCode = await waiting.exitStatus;
    });
