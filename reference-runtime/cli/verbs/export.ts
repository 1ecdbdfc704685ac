import { demandPlaceFor, writeArchive } from '../archive-file';
import { verb as declareVerb, type Verb } from '../verb';

export const verb: Verb = (context) =>
  declareVerb({
    name: 'export',
    summary:
      "Writes the files of a container as a tar archive: what 'scr import' takes. Settings and layers are not in it.",
    examples: [
      ['scr export web | tar -t', 'what is in it'],
      ['scr export -o web.tar web', 'into a file'],
    ],
  })
    .option('-o, --output <file>', 'a file instead of standard output')
    .argument('<container>')
    .action(async (container: string, { output }: { output?: string }) => {
      demandPlaceFor(output);
      const path = `/containers/${encodeURIComponent(container)}/export`;
      await writeArchive(await context.engine.stream('GET', path), output);
    });
