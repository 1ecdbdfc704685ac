import { pruneCommand, pruneContainers } from '../prune';
import { verb as declareVerb, type Verb } from '../verb';

export const verb: Verb = (context) => {
  const container = declareVerb({
    name: 'container',
    summary: 'Removes containers that do not run.',
    examples: [['scr container prune --force --filter label=job', 'those with a label; prints their ids']],
  });
  return container.addCommand(
    pruneCommand('remove all containers that do not run', (options) =>
      pruneContainers(context.engine, options),
    ),
  );
};
