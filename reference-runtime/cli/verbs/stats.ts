import type { EngineClient } from '../engine-client';
import { humanSize } from '../quantities';
import { shortId, table } from '../table';
import { verb as declareVerb, formatOption, type Verb } from '../verb';

interface StatsJson {
  readonly id: string;
  readonly name: string;
  readonly pids_stats: { readonly current?: number };
  readonly memory_stats: {
    readonly usage?: number;
    readonly limit?: number;
    readonly stats?: { readonly total_inactive_file?: number; readonly inactive_file?: number };
  };
}

export const verb: Verb = (context) =>
  declareVerb({
    name: 'stats',
    summary: 'Shows what containers use now: memory without cached files, processes and threads.',
    examples: [['scr stats --no-stream web', 'look once']],
  })
    .option('--no-stream', 'look once; it is what happens in any case')
    .addOption(formatOption())
    .argument('<container...>')
    .action(async (names: string[], { format }: { format?: string }) => {
      const lines = await Promise.all(names.map((name) => line(context.engine, name)));
      if (format) return void process.stdout.write(lines.map((each) => `${JSON.stringify(each)}\n`).join(''));
      const header = ['CONTAINER ID', 'NAME', 'MEM USAGE / LIMIT', 'PIDS'];
      process.stdout.write(
        table(
          header,
          lines.map(({ ID, Name, MemUsage, PIDs }) => [ID, Name, MemUsage, PIDs]),
        ),
      );
    });

/** Names as docker's `--format json` has them. */
async function line(engine: EngineClient, name: string) {
  const path = `/containers/${encodeURIComponent(name)}/stats`;
  const query = { stream: 0, 'one-shot': 1 };
  const { id, name: called, memory_stats, pids_stats } = await engine.json<StatsJson>('GET', path, { query });
  const { usage = 0, limit = 0, stats = {} } = memory_stats;
  const cached = stats.total_inactive_file ?? stats.inactive_file ?? 0;
  return {
    ID: shortId(id),
    Name: called.replace(/^\//, ''),
    MemUsage: `${humanSize(usage - cached)} / ${humanSize(limit)}`,
    PIDs: String(pids_stats.current ?? 0),
  };
}
