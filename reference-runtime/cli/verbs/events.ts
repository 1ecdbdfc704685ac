import { createInterface } from 'node:readline';
import { parseTime } from '../quantities';
import { verb as declareVerb, filterOption, filtersJson, formatOption, option, type Verb } from '../verb';

interface Options {
  since?: string;
  until?: string;
  filter?: string[];
  format?: string;
}

interface EventJson {
  readonly Type: string;
  readonly Action: string;
  readonly Actor: { readonly ID: string; readonly Attributes: Readonly<Record<string, string>> | null };
  readonly timeNano: number;
}

export const verb: Verb = (context) =>
  declareVerb({
    name: 'events',
    summary: 'Shows what happens to containers and images, a line for each event, until it is interrupted.',
    examples: [['scr events --filter event=die', 'see containers end']],
  })
    .addOption(
      option('--since <time>', 'also what happened from then on: 10m, 1700000000 or a date', (text) =>
        parseTime(text),
      ),
    )
    .addOption(option('--until <time>', 'end then', (text) => parseTime(text)))
    .addOption(filterOption('type, event, container, image, label'))
    .addOption(formatOption())
    .action(async ({ since, until, filter, format }: Options) => {
      const query = { since, until, filters: filtersJson(filter) };
      const answer = await context.engine.stream('GET', '/events', { query });
      for await (const line of createInterface({ input: answer })) {
        if (line) process.stdout.write(`${format ? line : sentence(JSON.parse(line) as EventJson)}\n`);
      }
    });

/** `2026-01-31T12:00:00.000Z container start 0123… (image=base, name=web)` */
function sentence({ Type, Action, Actor, timeNano }: EventJson): string {
  const attributes = Object.entries(Actor.Attributes ?? {}).map(([name, value]) => `${name}=${value}`);
  return `${new Date(timeNano / 1e6).toISOString()} ${Type} ${Action} ${Actor.ID} (${attributes.join(', ')})`;
}
