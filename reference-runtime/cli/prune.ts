/** Removing what nobody uses: `container prune`, `image prune`, `system prune`. */
import { Command } from 'commander';
import type { EngineClient } from './engine-client';
import { CommandFailure, exitStatus } from './failure';
import { configure, filtersJson, listOption } from './verb';

export interface PruneOptions {
  force?: boolean;
  all?: boolean;
  filter?: string[];
}

/** The command `prune` below a verb. Nobody is asked: who wants it says --force. */
export function pruneCommand(summary: string, work: (options: PruneOptions) => Promise<string[]>): Command {
  return configure(new Command('prune'))
    .description(summary)
    .option('-f, --force', 'do it; without it nothing is removed')
    .addOption(
      listOption('--filter <name=value>', 'only what matches: label, label!, until; may be repeated'),
    )
    .action(async (options: PruneOptions) => {
      if (!options.force)
        throw new CommandFailure(`this would ${summary}; say --force to do it`, exitStatus.refused);
      process.stdout.write((await work(options)).map((line) => `${line}\n`).join(''));
    });
}

export async function pruneContainers(engine: EngineClient, { filter }: PruneOptions): Promise<string[]> {
  const query = { filters: filtersJson(filter) };
  const { ContainersDeleted } = await engine.json<{ ContainersDeleted: string[] | null }>(
    'POST',
    '/containers/prune',
    { query },
  );
  return ContainersDeleted ?? [];
}

export async function pruneImages(
  engine: EngineClient,
  { filter = [], all }: PruneOptions,
): Promise<string[]> {
  const query = { filters: filtersJson([...filter, `dangling=${all ? 'false' : 'true'}`]) };
  type Deleted = { readonly Untagged?: string; readonly Deleted?: string };
  const { ImagesDeleted } = await engine.json<{ ImagesDeleted: Deleted[] | null }>('POST', '/images/prune', {
    query,
  });
  return (ImagesDeleted ?? []).map(({ Untagged, Deleted }) =>
    Untagged ? `untagged: ${Untagged}` : `deleted: ${Deleted}`,
  );
}
