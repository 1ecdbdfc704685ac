import { eachArgument } from '../each-argument';
import { verb as declareVerb, type Verb } from '../verb';
import { waitFor } from '../waiting';

export const verb: Verb = (context) =>
  declareVerb({
    name: 'wait',
    summary: 'Waits until containers do not run, and prints the exit status of each.',
    examples: [['scr wait job', 'print its exit status as soon as it has ended']],
  })
    .argument('<container...>')
    .action((names: string[]) =>
      eachArgument(names, async (name) => {
        const { exitStatus } = await waitFor(context.engine, encodeURIComponent(name), 'not-running');
        return `${await exitStatus}`;
      }),
    );
