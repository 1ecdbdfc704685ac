import { pruneCommand, pruneImages } from '../prune';
import { verb as declareVerb, type Verb } from '../verb';

export const verb: Verb = (context) => {
  const image = declareVerb({
    name: 'image',
    summary: 'Removes images that nobody uses.',
    examples: [['scr image prune --force', 'those without a name and without a container']],
  });
  return image.addCommand(
    pruneCommand('remove all images without a name that no container uses', (options) =>
      pruneImages(context.engine, options),
    ).option('-a, --all', 'also those with names'),
  );
};
