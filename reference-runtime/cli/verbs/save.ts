import { demandPlaceFor, writeArchive } from '../archive-file';
import { verb as declareVerb, type Verb } from '../verb';

export const verb: Verb = (context) =>
  declareVerb({
    name: 'save',
    summary: 'Writes images with their layers, settings and names as an archive that any runtime loads.',
    examples: [
      ['scr save base:1 | docker load', 'take it to another runtime'],
      ['scr save -o all.tar base other:2', 'all tags of base, and one other image'],
    ],
  })
    .option('-o, --output <file>', 'a file instead of standard output')
    .argument('<image...>', 'names or ids; a repository without a tag means all its tags')
    .action(async (names: string[], { output }: { output?: string }) => {
      demandPlaceFor(output);
      await writeArchive(await context.engine.stream('GET', '/images/get', { query: { names } }), output);
    });
