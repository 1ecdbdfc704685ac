import { eachArgument } from '../each-argument';
import { verb as declareVerb, type Verb } from '../verb';

export const verb: Verb = (context) =>
  declareVerb({
    name: 'rm',
    summary: 'Removes containers that do not run.',
    examples: [
      ['scr rm job', 'remove it, with all it wrote'],
      ['scr rm -f web', 'kill it first when it runs'],
    ],
  })
    .option('-f, --force', 'also when it runs')
    .option('-v, --volumes', 'with its volumes that nobody named')
    .argument('<container...>')
    .action((names: string[], { force, volumes: v }: { force?: boolean; volumes?: boolean }) =>
      eachArgument(names, async (name) => {
        await context.engine.tell('DELETE', `/containers/${encodeURIComponent(name)}`, {
          query: { force, v },
        });
        return name;
      }),
    );
