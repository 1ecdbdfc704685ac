import { eachArgument } from '../each-argument';
import { verb as declareVerb, type Verb } from '../verb';

type Removed = { Untagged: string } | { Deleted: string };

export const verb: Verb = (context) =>
  declareVerb({
    name: 'rmi',
    summary: 'Removes names of images; an image without a name goes with its last one.',
    examples: [['scr rmi base:1', 'print what was removed']],
  })
    .option(
      '-f, --force',
      'also when it has several names, or a container that does not run was made from it',
    )
    .argument('<image...>', 'names or ids')
    .action((images: string[], { force }: { force?: boolean }) =>
      eachArgument(images, async (image) => {
        const removed = await context.engine.json<Removed[]>(
          'DELETE',
          `/images/${encodeURIComponent(image)}`,
          { query: { force } },
        );
        return removed
          .map((each) => ('Untagged' in each ? `Untagged: ${each.Untagged}` : `Deleted: ${each.Deleted}`))
          .join('\n');
      }),
    );
