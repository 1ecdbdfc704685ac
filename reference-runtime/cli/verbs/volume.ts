import { Command } from 'commander';
import { eachArgument } from '../each-argument';
import type { EngineClient } from '../engine-client';
import { printInspected } from '../inspected';
import { namedValues } from '../quantities';
import { table } from '../table';
import {
  configure,
  verb as declareVerb,
  filterOption,
  filtersJson,
  formatOption,
  listOption,
  type Verb,
} from '../verb';

interface VolumeJson {
  readonly Name: string;
  readonly Driver: string;
  readonly Mountpoint: string;
  readonly Labels: Readonly<Record<string, string>> | null;
  readonly Scope: string;
}

interface ListOptions {
  quiet?: boolean;
  filter?: string[];
  format?: string;
}

export const verb: Verb = (context) => {
  const volume = declareVerb({
    name: 'volume',
    summary: 'Makes, lists and removes volumes: directories that containers share and that outlive them.',
    examples: [
      ['scr volume create data', 'make one; scr run -v data:/srv … shows it at /srv'],
      ['scr volume ls --filter dangling=1', 'those that no container has'],
    ],
  });
  const sub = (name: string, summary: string): Command => configure(new Command(name)).description(summary);
  volume.addCommand(
    sub('create', 'make a volume, or find the one of this name')
      .addOption(listOption('--label <name=value>', 'attach a label; may be repeated'))
      .argument('[name]', 'one is made up when it is left out')
      .action((name: string | undefined, { label }: { label?: string[] }) =>
        create(context.engine, name, label),
      ),
  );
  volume.addCommand(
    sub('ls', 'list volumes')
      .option('-q, --quiet', 'only names')
      .addOption(filterOption('name, label, dangling, driver'))
      .addOption(formatOption())
      .action((options: ListOptions) => list(context.engine, options)),
  );
  volume.addCommand(
    sub('inspect', 'show all about volumes, as a JSON array')
      .argument('<volume...>')
      .action((names: string[]) => printInspected(context.engine, names.map(path))),
  );
  volume.addCommand(
    sub('rm', 'remove volumes that no container has, with their content')
      .option('-f, --force', 'no error when there is none')
      .argument('<volume...>')
      .action((names: string[], { force }: { force?: boolean }) =>
        eachArgument(names, async (name) => {
          await context.engine.tell('DELETE', path(name), { query: { force } });
          return name;
        }),
      ),
  );
  volume.addCommand(
    sub('prune', 'remove all volumes that no container has')
      .option('-f, --force', 'accepted for compatibility: it never asks')
      .addOption(listOption('--filter <name=value>', 'only what matches: label; may be repeated'))
      .action((options: ListOptions) => prune(context.engine, options)),
  );
  return volume;
};

const path = (name: string): string => `/volumes/${encodeURIComponent(name)}`;

async function create(engine: EngineClient, name: string | undefined, label: string[] = []): Promise<void> {
  const { Name } = await engine.json<VolumeJson>('POST', '/volumes/create', {
    body: { Name: name, Labels: namedValues(label) },
  });
  process.stdout.write(`${Name}\n`);
}

async function list(engine: EngineClient, { quiet, filter, format }: ListOptions): Promise<void> {
  const query = { filters: filtersJson(filter) };
  const { Volumes } = await engine.json<{ Volumes: VolumeJson[] }>('GET', '/volumes', { query });
  process.stdout.write(print(Volumes, quiet, format));
}

function print(volumes: readonly VolumeJson[], quiet = false, format?: string): string {
  if (quiet) return volumes.map(({ Name }) => `${Name}\n`).join('');
  if (format) return volumes.map((each) => `${JSON.stringify(each)}\n`).join('');
  return table(
    ['DRIVER', 'VOLUME NAME'],
    volumes.map(({ Driver, Name }) => [Driver, Name]),
  );
}

async function prune(engine: EngineClient, { filter }: ListOptions): Promise<void> {
  const query = { filters: filtersJson(filter) };
  const { VolumesDeleted } = await engine.json<{ VolumesDeleted: string[] }>('POST', '/volumes/prune', {
    query,
  });
  for (const name of VolumesDeleted) process.stdout.write(`${name}\n`);
}
