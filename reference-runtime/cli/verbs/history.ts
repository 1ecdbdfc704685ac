import { humanSpan } from '../../api/spans';
import { humanSize } from '../quantities';
import { shorten, shortId, table } from '../table';
import { verb as declareVerb, formatOption, type Verb } from '../verb';

interface HistoryJson {
  readonly Id: string;
  readonly Created: number;
  readonly CreatedBy: string;
  readonly Size: number;
  readonly Comment: string;
}

interface Options {
  quiet?: boolean;
  trunc: boolean;
  format?: string;
}

export const verb: Verb = (context) =>
  declareVerb({
    name: 'history',
    summary: 'Lists the layers of an image, newest first, and how they came about.',
    examples: [['scr history base', 'down to the first layer']],
  })
    .option('-q, --quiet', 'only ids')
    .option('--no-trunc', 'do not shorten ids and commands')
    .addOption(formatOption())
    .argument('<image>', 'name or id')
    .action(async (image: string, { quiet, trunc, format }: Options) => {
      const entries = await context.engine.json<HistoryJson[]>(
        'GET',
        `/images/${encodeURIComponent(image)}/history`,
      );
      const rows = entries.map((entry) => [
        trunc && entry.Id !== '<missing>' ? shortId(entry.Id) : entry.Id,
        `${humanSpan(Date.now() / 1000 - entry.Created)} ago`,
        trunc ? shorten(entry.CreatedBy, 45) : entry.CreatedBy,
        humanSize(entry.Size),
        entry.Comment,
      ]);
      if (format)
        process.stdout.write(
          rows
            .map(
              ([ID, CreatedSince, CreatedBy, Size, Comment]) =>
                `${JSON.stringify({ ID, CreatedSince, CreatedBy, Size, Comment })}\n`,
            )
            .join(''),
        );
      else if (quiet) process.stdout.write(rows.map(([id]) => `${id}\n`).join(''));
      else process.stdout.write(table(['IMAGE', 'CREATED', 'CREATED BY', 'SIZE', 'COMMENT'], rows));
    });
