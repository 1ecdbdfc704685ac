import { verb as declareVerb, type Verb } from '../verb';

/** Kinds of the API: 0 modified, 1 added, 2 deleted. */
const letters = ['C', 'A', 'D'];

export const verb: Verb = (context) =>
  declareVerb({
    name: 'diff',
    summary: "Lists what differs in a container's file system from its image: A added, C changed, D deleted.",
    examples: [['scr diff job', 'what the job wrote']],
  })
    .argument('<container>')
    .action(async (name: string) => {
      const path = `/containers/${encodeURIComponent(name)}/changes`;
      const changes = (await context.engine.json<{ Path: string; Kind: number }[] | null>('GET', path)) ?? [];
      process.stdout.write(changes.map(({ Path, Kind }) => `${letters[Kind] ?? '?'} ${Path}\n`).join(''));
    });
