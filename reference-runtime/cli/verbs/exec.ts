import { environmentFileOption, environmentOption, variables } from '../container-options';
import type { EngineClient } from '../engine-client';
import { passStreams, resize } from '../session';
import { demandTerminal, followSize, terminalSize } from '../terminal';
import { verb as declareVerb, type Verb } from '../verb';

interface Options {
  detach?: boolean;
  env?: string[];
  envFile?: string[];
  interactive?: boolean;
  privileged?: boolean;
  tty?: boolean;
  user?: string;
  workdir?: string;
}

export const verb: Verb = (context) =>
  declareVerb({
    name: 'exec',
    summary: 'Runs another program in a running container, and ends with the exit status of its process.',
    examples: [
      ['scr exec web /bin/ps', 'look around'],
      ['scr exec -it web /bin/sh', 'sit at a shell; ctrl-p ctrl-q leaves it running'],
      ['scr exec -d web /bin/backup', 'in the background, output to nowhere'],
    ],
    statuses: [
      ["the process's", 'it ran; 128 + N when signal N ended it'],
      ['1', 'there is no such container, or it does not run'],
      ['126', 'the program may not be executed, or there is no such user or directory'],
      ['127', 'there is no such program in the container'],
    ],
  })
    .passThroughOptions()
    .option('-d, --detach', 'run in the background')
    .addOption(environmentOption())
    .addOption(environmentFileOption())
    .option('-i, --interactive', 'pass standard input on')
    .option('--privileged', 'with all capabilities')
    .option('-t, --tty', 'give the process a terminal')
    .option('-u, --user <user[:group]>', "names or numbers (default: the container's)")
    .option('-w, --workdir <path>', "working directory, must be there (default: the container's)")
    .argument('<container>')
    .argument('<command...>')
    .action(async (name: string, command: string[], options: Options) => {
      if (options.tty && options.interactive && !options.detach) demandTerminal();
      const { Id } = await context.engine.json<{ Id: string }>(
        'POST',
        `/containers/${encodeURIComponent(name)}/exec`,
        { body: createBody(command, options) },
      );
      process.exitCode = await execute(context.engine, Id, options);
    });

const createBody = (command: string[], options: Options): object => ({
  Cmd: command,
  Env: variables(options),
  User: options.user,
  WorkingDir: options.workdir,
  Tty: options.tty ?? false,
  Privileged: options.privileged ?? false,
  AttachStdin: (options.interactive ?? false) && !options.detach,
  AttachStdout: !options.detach,
  AttachStderr: !options.detach,
});

async function execute(engine: EngineClient, id: string, options: Options): Promise<number> {
  const path = `/exec/${id}`;
  const { tty: terminal = false, interactive: stdin = false } = options;
  if (options.detach) {
    await engine.tell('POST', `${path}/start`, { body: { Detach: true, Tty: terminal } });
    return 0;
  }
  const { rows, columns } = (terminal && terminalSize()) || { rows: 0, columns: 0 };
  const body = { Detach: false, Tty: terminal, ...(rows > 0 && { ConsoleSize: [rows, columns] }) };
  const socket = await engine.takeOver(`${path}/start`, { body });
  if (terminal) followSize((size) => resize(engine, path, size.rows, size.columns));
  if ((await passStreams(socket, { terminal, stdin })) === 'detached') return 0;
  const { ExitCode } = await engine.json<{ ExitCode: number | null }>('GET', `${path}/json`);
  return ExitCode ?? 0;
}
