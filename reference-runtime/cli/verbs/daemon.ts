import { resolve } from 'node:path';
import pino from 'pino';
import { startDaemon } from '../../daemon';
import { CommandFailure, messageOf } from '../failure';
import { parseUlimit, type Ulimit, ulimit } from '../host-options';
import { defaultSocket, socketPath } from '../socket-address';
import { verb as declareVerb, listOption, type Verb } from '../verb';

const defaultRoot = '/var/lib/scr';

interface Options {
  root: string;
  socket?: string;
  defaultUlimit?: string[];
}

export const verb: Verb = () =>
  declareVerb({
    name: 'daemon',
    summary:
      'Serves the engine: runs containers, keeps images. Needs root on a Linux host with overlayfs and cgroups.',
    examples: [
      ['scr daemon &', `serve on unix://${defaultSocket}`],
      ['scr daemon --root /tmp/scr --socket /tmp/scr.sock', 'one of your own, beside the other'],
    ],
    statuses: [
      ['0', 'ended by SIGTERM or SIGINT; containers go on running, and the next daemon takes them over'],
      ['1', 'cannot serve: the message says why'],
    ],
  })
    .option('--root <directory>', 'where images and containers are kept', defaultRoot)
    .option('--socket <path>', 'unix socket to listen on (default: $SCR_HOST, else /run/scr/scr.sock)')
    .addOption(
      listOption(
        '--default-ulimit <name=soft[:hard]>',
        'limit of each process where a container asks for none; may be repeated',
        ulimit,
      ),
    )
    .addHelpText('after', '\nLogs JSON lines on standard error; on a terminal only warnings and errors.\n')
    .action(async ({ root, socket, defaultUlimit = [] }: Options) => {
      const path = socket ? resolve(socket) : socketPath(process.env.SCR_HOST);
      if (root === '') throw new CommandFailure('--root is empty: name a directory', 1);
      await serve(resolve(root), path, defaultUlimit.map(parseUlimit));
    });

/** Resolves when a signal asked the daemon to end and it has. */
async function serve(root: string, socket: string, ulimits: readonly Ulimit[]): Promise<void> {
  if (process.platform !== 'linux')
    throw new CommandFailure(`containers need Linux, and this is ${process.platform}`);
  const asked = new Promise<NodeJS.Signals>((end) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, end);
  });
  const resources = ulimits.map(({ Name, Soft, Hard }) => ({ name: Name, soft: Soft, hard: Hard }));
  const daemon = await startDaemon({ root, socket, resources, ...humanLog() }).catch((error: unknown) => {
    throw new CommandFailure(`scr daemon: ${messageOf(error)}`, 1, { cause: error });
  });
  if (process.stdout.isTTY) process.stdout.write(`serving on unix://${socket}, root ${root}; ctrl-c ends\n`);
  await asked;
  await daemon.close();
}

/** People at a terminal get one line when it serves, and what goes wrong. */
function humanLog() {
  if (!process.stdout.isTTY) return {};
  return { log: pino({ name: 'scr', level: 'warn' }, pino.destination({ fd: 2, sync: true })) };
}
