import { eachArgument } from '../each-argument';
import { verb as declareVerb, type Verb } from '../verb';

export const verb: Verb = (context) =>
  declareVerb({
    name: 'unpause',
    summary: 'Lets paused containers go on.',
    examples: [['scr unpause web', 'it goes on where it was']],
  })
    .argument('<container...>')
    .action((names: string[]) =>
      eachArgument(names, async (name) => {
        await context.engine.tell('POST', `/containers/${encodeURIComponent(name)}/unpause`);
        return name;
      }),
    );
