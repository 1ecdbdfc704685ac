import { pipeline } from 'node:stream/promises';
import { inspectContainer } from '../inspected';
import { separate } from '../output-frames';
import { parseTime } from '../quantities';
import { verb as declareVerb, option, type Verb } from '../verb';

interface Options {
  follow?: boolean;
  tail: string;
  since?: string;
  until?: string;
  timestamps?: boolean;
}

export const verb: Verb = (context) =>
  declareVerb({
    name: 'logs',
    summary:
      'Shows what a container printed, over all its runs: its standard output here, its standard error there.',
    examples: [
      ['scr logs -f web', 'and what it prints from now on, until it ends'],
      ['scr logs --since 10m --tail 100 web', 'the last lines of the last ten minutes'],
    ],
  })
    .option('-f, --follow', 'go on until the container ends')
    .option('-n, --tail <lines>', 'only so many last lines', 'all')
    .addOption(
      option('--since <time>', 'from then on: 10m, 1700000000 or 2026-01-31T12:00:00Z', parseTimeText),
    )
    .addOption(option('--until <time>', 'up to then', parseTimeText))
    .option('-t, --timestamps', 'begin each line with the time it was printed')
    .argument('<container>')
    .action(async (name: string, options: Options) => {
      const { Id, Config } = await inspectContainer(context.engine, name);
      const query = { stdout: true, stderr: true, ...options };
      const output = await context.engine.stream('GET', `/containers/${Id}/logs`, { query });
      if (Config.Tty) await pipeline(output, process.stdout, { end: false });
      else await pipeline(output, separate(process.stdout, process.stderr));
    });

const parseTimeText = (text: string): string => parseTime(text);
