/** scr: the command line of the reference runtime. It only speaks to an engine's socket; `scr daemon` is that engine. */
import { Command, CommanderError } from 'commander';
import { packageVersion } from '../package-version';
import { EngineClient } from './engine-client';
import { CommandFailure, exitStatus, messageOf } from './failure';
import { defaultSocket, socketPath } from './socket-address';
import { type Context, configure, section } from './verb';
import { verbs } from './verbs';

async function main(words: readonly string[]): Promise<void> {
  const line = words[0] === 'help' ? [...words.slice(1), '--help'] : words;
  await program(line).parseAsync(line, { from: 'user' });
}

/** Only the verb that is called is loaded. For the help of all, their summaries are enough. */
function program(line: readonly string[]): Command {
  const scr = configure(new Command('scr'))
    .description('Runs Standard Containers.')
    .usage('[--host ADDRESS] VERB [OPTION…] [ARGUMENT…]')
    .enablePositionalOptions()
    .option('-H, --host <address>', `the engine's socket (default: $SCR_HOST, else unix://${defaultSocket})`)
    .version(packageVersion, '-v, --version', 'show the version of this command')
    .helpCommand(false)
    .addHelpText('after', overview);
  let client: EngineClient | undefined;
  const context: Context = {
    get engine() {
      client ??= new EngineClient(socketPath(scr.opts<{ host?: string }>().host ?? process.env.SCR_HOST));
      return client;
    },
  };
  const called = calledVerb(line);
  if (called) scr.addCommand(called(context));
  else
    for (const [name, { summary, group }] of Object.entries(verbs))
      scr.command(name).description(summary).helpGroup(group);
  return scr;
}

/** The first word that is neither an option nor the value of one. */
function calledVerb(line: readonly string[]) {
  const index = line.findIndex(
    (word, at) => !word.startsWith('-') && !['-H', '--host'].includes(line[at - 1] ?? ''),
  );
  const name = line[index] ?? '';
  return Object.hasOwn(verbs, name) ? verbs[name]?.load() : undefined;
}

const overview = (): string =>
  section('Examples', [
    ['scr daemon &', 'serve the engine, as root'],
    ['tar -C rootfs -c . | scr import - base', 'make an image'],
    ['scr run --rm base /bin/echo hello', 'run a program in a container'],
    ['scr VERB --help', 'all about one verb'],
  ]) + section('Environment', [['SCR_HOST', `where the engine listens, like unix://${defaultSocket}`]]);

function end(error: unknown): void {
  if (error instanceof CommanderError) {
    process.exitCode = usageStatus(error);
    if (process.exitCode === 0) return;
    const verb = calledVerb(process.argv.slice(2))
      ? ` ${process.argv.slice(2).find((word) => word in verbs)}`
      : '';
    const message = error.code === 'commander.help' ? 'no verb given' : error.message.replace(/^error: /, '');
    process.stderr.write(`${message}\nSee 'scr${verb} --help'.\n`);
    return;
  }
  process.exitCode = error instanceof CommandFailure ? error.exitStatus : 1;
  process.stderr.write(`${messageOf(error)}\n`);
}

/** As docker has it: 125 for options, 1 for arguments and verbs, 0 for help that was asked for. */
function usageStatus({ code, exitCode }: CommanderError): number {
  if (exitCode === 0) return 0;
  return ['commander.unknownOption', 'commander.optionMissingArgument'].includes(code)
    ? exitStatus.refused
    : 1;
}

/** A reader that went away (`scr logs c | head`) is no failure to talk about: end as SIGPIPE would end us. */
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 141 : 1));
}

const flushed = (stream: NodeJS.WriteStream) => new Promise((resolve) => stream.write('', resolve));

void main(process.argv.slice(2))
  .catch(end)
  .then(() => Promise.all([flushed(process.stdout), flushed(process.stderr)]))
  // Not left to an empty event loop: an open standard input would keep us alive.
  .then(() => process.exit());
