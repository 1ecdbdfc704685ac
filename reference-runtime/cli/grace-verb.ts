/** What stop and restart have in common: containers, and how long their processes may take to end. */
import { eachArgument } from './each-argument';
import { parseInteger } from './quantities';
import { verb as declareVerb, option, type Verb, type VerbText } from './verb';

/** A verb that asks for the operation of the same name. */
export const graceVerb =
  (text: VerbText): Verb =>
  (context) =>
    declareVerb(text)
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
          await context.engine.tell('POST', `/containers/${encodeURIComponent(name)}/${text.name}`, {
            query: { t: time ?? timeout },
          });
          return name;
        }),
      );
