import { type LimitOptions, limitFields, withLimits } from '../container-options';
import { eachArgument } from '../each-argument';
import { verb as declareVerb, type Verb } from '../verb';

export const verb: Verb = (context) =>
  withLimits(
    declareVerb({
      name: 'update',
      summary: 'Gives containers other limits, at once when they run; what is not named stays.',
      examples: [['scr update -m 256m --cpus 1.5 web', 'more memory, fewer processors']],
    }),
  )
    .argument('<container...>')
    .action((names: string[], options: LimitOptions) =>
      eachArgument(names, async (name) => {
        await context.engine.tell('POST', `/containers/${encodeURIComponent(name)}/update`, {
          body: limitFields(options),
        });
        return name;
      }),
    );
