import { eachArgument } from '../each-argument';
import { verb as declareVerb, type Verb } from '../verb';

export const verb: Verb = (context) =>
  declareVerb({
    name: 'pause',
    summary: 'Stops all processes of containers where they are.',
    examples: [['scr pause web', 'until scr unpause web']],
  })
    .argument('<container...>')
    .action((names: string[]) =>
      eachArgument(names, async (name) => {
        await context.engine.tell('POST', `/containers/${encodeURIComponent(name)}/pause`);
        return name;
      }),
    );
