import { Command } from 'commander';
import { eachArgument } from '../each-argument';
import type { EngineClient } from '../engine-client';
import { printInspected } from '../inspected';
import { namedValues } from '../quantities';
import { shortId, table } from '../table';
import {
  configure,
  verb as declareVerb,
  filterOption,
  filtersJson,
  formatOption,
  listOption,
  type Verb,
} from '../verb';

interface NetworkJson {
  readonly Id: string;
  readonly Name: string;
  readonly Driver: string;
  readonly Scope: string;
}

interface ListOptions {
  quiet?: boolean;
  trunc?: boolean;
  filter?: string[];
  format?: string;
}

interface ConnectOptions {
  alias?: string[];
  ip?: string;
}

const path = (name: string): string => `/networks/${encodeURIComponent(name)}`;

export const verb: Verb = (context) => {
  const network = declareVerb({
    name: 'network',
    summary:
      'Makes, lists and removes networks, and puts containers into them: there they find each other by name.',
    examples: [
      ['scr network create back', 'make one; scr run --network back … runs in it'],
      ['scr network connect back web', 'put a container into it that runs already'],
    ],
  });
  const sub = (name: string, summary: string): Command => configure(new Command(name)).description(summary);
  const tell = (method: string, path: string, body?: object): Promise<void> =>
    context.engine.tell(method, path, { body });
  network.addCommand(
    sub('create', 'make a network')
      .option('--subnet <a.b.c.d/n>', 'its addresses (default: some that are free)')
      .addOption(listOption('--label <name=value>', 'attach a label; may be repeated'))
      .argument('<name>')
      .action((name: string, options: { subnet?: string; label?: string[] }) =>
        create(context.engine, name, options),
      ),
  );
  network.addCommand(
    sub('ls', 'list networks')
      .option('-q, --quiet', 'only ids')
      .option('--no-trunc', 'do not shorten ids')
      .addOption(filterOption('id, name, label, driver, type'))
      .addOption(formatOption())
      .action((options: ListOptions) => list(context.engine, options)),
  );
  network.addCommand(
    sub('inspect', 'show all about networks, as a JSON array')
      .argument('<network...>')
      .action((names: string[]) => printInspected(context.engine, names.map(path))),
  );
  network.addCommand(
    sub('rm', 'remove networks in which no container runs')
      .argument('<network...>')
      .action((names: string[]) =>
        eachArgument(names, async (name) => {
          await tell('DELETE', path(name));
          return name;
        }),
      ),
  );
  network.addCommand(
    sub('connect', 'put a container into a network')
      .addOption(listOption('--alias <name>', 'another name there; may be repeated'))
      .option('--ip <address>', 'its address there')
      .argument('<network>')
      .argument('<container>')
      .action((name: string, Container: string, { alias, ip }: ConnectOptions) => {
        const EndpointConfig = { Aliases: alias, IPAMConfig: { IPv4Address: ip } };
        return tell('POST', `${path(name)}/connect`, { Container, EndpointConfig });
      }),
  );
  network.addCommand(
    sub('disconnect', 'take a container out of a network')
      .argument('<network>')
      .argument('<container>')
      .action((name: string, Container: string) => tell('POST', `${path(name)}/disconnect`, { Container })),
  );
  network.addCommand(
    sub('prune', 'remove all networks that no container is in')
      .option('-f, --force', 'accepted for compatibility: it never asks')
      .action(() => prune(context.engine)),
  );
  return network;
};

async function create(
  engine: EngineClient,
  Name: string,
  { subnet, label = [] }: { subnet?: string; label?: string[] },
): Promise<void> {
  const IPAM = subnet === undefined ? undefined : { Config: [{ Subnet: subnet }] };
  const { Id } = await engine.json<{ Id: string }>('POST', '/networks/create', {
    body: { Name, Labels: namedValues(label), IPAM },
  });
  process.stdout.write(`${Id}\n`);
}

async function list(engine: EngineClient, { quiet, trunc, filter, format }: ListOptions): Promise<void> {
  const query = { filters: filtersJson(filter) };
  const networks = await engine.json<NetworkJson[]>('GET', '/networks', { query });
  const lines = networks.map(({ Id, Name, Driver, Scope }) => ({
    ID: trunc ? shortId(Id) : Id,
    Name,
    Driver,
    Scope,
  }));
  process.stdout.write(print(lines, quiet, format));
}

interface Line {
  readonly ID: string;
  readonly Name: string;
  readonly Driver: string;
  readonly Scope: string;
}

function print(lines: readonly Line[], quiet = false, format?: string): string {
  if (quiet) return lines.map(({ ID }) => `${ID}\n`).join('');
  if (format) return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  return table(
    ['NETWORK ID', 'NAME', 'DRIVER', 'SCOPE'],
    lines.map(({ ID, Name, Driver, Scope }) => [ID, Name, Driver, Scope]),
  );
}

async function prune(engine: EngineClient): Promise<void> {
  const { NetworksDeleted } = await engine.json<{ NetworksDeleted: string[] }>('POST', '/networks/prune');
  for (const name of NetworksDeleted) process.stdout.write(`${name}\n`);
}
