import { humanSpan } from '../../api/spans';
import { humanSize } from '../quantities';
import { shortId, table } from '../table';
import { verb as declareVerb, filterOption, filtersJson, formatOption, type Verb } from '../verb';

interface Options {
  all?: boolean;
  quiet?: boolean;
  trunc: boolean;
  filter?: string[];
  format?: string;
}

interface ImageJson {
  readonly Id: string;
  readonly RepoTags: readonly string[] | null;
  readonly Created: number;
  readonly Size: number;
}

export const verb: Verb = (context) =>
  declareVerb({
    name: 'images',
    summary: 'Lists images: a line for each name.',
    examples: [['scr images -q --filter label=project=x', 'only ids of those with a label']],
  })
    .option('-a, --all', 'also images without a name that others were made from')
    .option('-q, --quiet', 'only ids')
    .option('--no-trunc', 'do not shorten ids')
    .addOption(filterOption('reference, label, dangling, before, since'))
    .addOption(formatOption())
    .argument('[name]', 'only images of this name')
    .action(async (name: string | undefined, options: Options) => {
      const filters = filtersJson([...(options.filter ?? []), ...(name ? [`reference=${name}`] : [])]);
      const images = await context.engine.json<ImageJson[]>('GET', '/images/json', {
        query: { filters, all: options.all },
      });
      process.stdout.write(print(images, options));
    });

function print(images: readonly ImageJson[], options: Options): string {
  const lines = images.flatMap((image) => fields(image, options.trunc));
  if (options.quiet) return [...new Set(lines.map(({ ID }) => `${ID}\n`))].join('');
  if (options.format) return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  const header = ['REPOSITORY', 'TAG', 'IMAGE ID', 'CREATED', 'SIZE'];
  return table(
    header,
    lines.map((line) => [line.Repository, line.Tag, line.ID, line.CreatedSince, line.Size]),
  );
}

/** Names as docker's `--format json` has them. */
function fields({ Id, RepoTags, Created, Size }: ImageJson, truncate: boolean) {
  const names = RepoTags && RepoTags.length > 0 ? RepoTags : ['<none>:<none>'];
  return names.map((name) => {
    const colon = name.lastIndexOf(':');
    return {
      ID: truncate ? shortId(Id) : Id,
      Repository: name.slice(0, colon),
      Tag: name.slice(colon + 1),
      CreatedAt: new Date(Created * 1000).toISOString(),
      CreatedSince: `${humanSpan(Date.now() / 1000 - Created)} ago`,
      Size: humanSize(Size),
    };
  });
}
