import { eachArgument } from '../each-argument';
import { parseInteger } from '../quantities';
import { verb as declareVerb, option, type Verb } from '../verb';

export const verb: Verb = (context) =>
  declareVerb({
    name: 'restart',
    summary: 'Stops containers, as stop does, and starts them again.',
    examples: [['scr restart -t 2 web', 'give it two seconds to end']],
  })
    .addOption(
      option(
        '-t, --time <seconds>',
        'grace period (default: what the container says, else 10)',
        parseInteger,
      ),
    )
    .addOption(option('--timeout <seconds>', 'the same', parseInteger).hideHelp())
    .argument('<container...>')
    .action((names: string[], { time, timeout }: { time?: number; timeout?: number }) =>
      eachArgument(names, async (name) => {
        await context.engine.tell('POST', `/containers/${encodeURIComponent(name)}/restart`, {
          query: { t: time ?? timeout },
        });
        return name;
      }),
    );
