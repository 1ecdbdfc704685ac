import { pruneCommand, pruneContainers, pruneImages } from '../prune';
import { verb as declareVerb, type Verb } from '../verb';

export const verb: Verb = (context) => {
  const system = declareVerb({
    name: 'system',
    summary: 'Removes everything that nobody uses: containers that do not run, then images.',
    examples: [['scr system prune --force', 'make room']],
  });
  return system.addCommand(
    pruneCommand('remove all containers that do not run, and images without a name', async (options) => [
      ...(await pruneContainers(context.engine, options)),
      ...(await pruneImages(context.engine, options)),
    ]).option('-a, --all', 'also images with names that no container uses'),
  );
};
