import { table } from '../table';
import { verb as declareVerb, type Verb } from '../verb';

interface ProcessTable {
  readonly Titles: readonly string[];
  readonly Processes: readonly (readonly string[])[];
}

export const verb: Verb = (context) =>
  declareVerb({
    name: 'top',
    summary: 'Lists the processes of a running container, as ps on the host shows them.',
    examples: [
      ['scr top web', 'as ps -ef'],
      ['scr top web -eo pid,comm', 'other columns; pid must be among them'],
    ],
  })
    .passThroughOptions()
    .argument('<container>')
    .argument('[ps options...]')
    .action(async (name: string, words: string[]) => {
      const { Titles, Processes } = await context.engine.json<ProcessTable>(
        'GET',
        `/containers/${encodeURIComponent(name)}/top`,
        { query: { ps_args: words.join(' ') } },
      );
      process.stdout.write(table(Titles, Processes));
    });
