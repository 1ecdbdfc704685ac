import { humanSpan } from '../../api/spans';
import { parseInteger } from '../quantities';
import { shorten, shortId, table } from '../table';
import { verb as declareVerb, filterOption, filtersJson, formatOption, option, type Verb } from '../verb';

interface Options {
  all?: boolean;
  quiet?: boolean;
  trunc: boolean;
  last?: number;
  latest?: boolean;
  filter?: string[];
  format?: string;
}

interface ContainerLine {
  readonly Id: string;
  readonly Names: readonly string[];
  readonly Image: string;
  readonly Command: string;
  readonly Created: number;
  readonly State: string;
  readonly Status: string;
  readonly Labels: Readonly<Record<string, string>> | null;
  readonly HostConfig: { readonly NetworkMode: string };
}

export const verb: Verb = (context) =>
  declareVerb({
    name: 'ps',
    summary: 'Lists containers, newest first.',
    examples: [
      ['scr ps -a', 'those that do not run as well'],
      ['scr ps -aq --filter status=exited', 'only ids, to remove them'],
    ],
  })
    .option('-a, --all', 'also those that do not run')
    .option('-q, --quiet', 'only ids')
    .option('--no-trunc', 'do not shorten ids and commands')
    .addOption(
      option('-n, --last <number>', 'only the newest so many, whether they run or not', parseInteger),
    )
    .option('-l, --latest', 'only the newest')
    .addOption(filterOption('id, name, status, exited, label, ancestor'))
    .addOption(formatOption())
    .action(async (options: Options) => {
      const limit = options.latest ? 1 : options.last;
      const query = { all: options.all, limit, filters: filtersJson(options.filter) };
      const containers = await context.engine.json<ContainerLine[]>('GET', '/containers/json', { query });
      process.stdout.write(print(containers, options));
    });

function print(containers: readonly ContainerLine[], options: Options): string {
  const lines = containers.map((container) => fields(container, options.trunc));
  if (options.quiet) return lines.map(({ ID }) => `${ID}\n`).join('');
  if (options.format) return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  const header = ['CONTAINER ID', 'IMAGE', 'COMMAND', 'CREATED', 'STATUS', 'NAMES'];
  return table(
    header,
    lines.map((line) => [line.ID, line.Image, line.Command, line.RunningFor, line.Status, line.Names]),
  );
}

/** Names as docker's `--format json` has them. */
function fields(container: ContainerLine, truncate: boolean) {
  return {
    ID: truncate ? shortId(container.Id) : container.Id,
    Names: container.Names.map((name) => name.replace(/^\//, '')).join(','),
    Image: container.Image,
    Command: `"${truncate ? shorten(container.Command, 20) : container.Command}"`,
    CreatedAt: new Date(container.Created * 1000).toISOString(),
    RunningFor: `${humanSpan(Date.now() / 1000 - container.Created)} ago`,
    State: container.State,
    Status: container.Status,
    Labels: Object.entries(container.Labels ?? {})
      .map(([name, value]) => `${name}=${value}`)
      .join(','),
    Networks: container.HostConfig.NetworkMode,
  };
}
