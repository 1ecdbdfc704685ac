import { readArchive } from '../archive-file';
import { messagesOf } from '../messages';
import { verb as declareVerb, type Verb } from '../verb';

export const verb: Verb = (context) =>
  declareVerb({
    name: 'load',
    summary:
      "Takes over the images of an archive with their names: of 'save' of any runtime, or an OCI image layout.",
    examples: [
      ['docker save base:1 | scr load', 'bring it from another runtime'],
      ['scr load -i all.tar', 'from a file'],
    ],
  })
    .option('-i, --input <file>', 'a file instead of standard input')
    .option('-q, --quiet', 'accepted for compatibility: progress is never shown')
    .action(async ({ input }: { input?: string }) => {
      const answer = await context.engine.stream('POST', '/images/load', { body: await readArchive(input) });
      for (const { stream = '' } of await messagesOf(answer)) process.stdout.write(stream);
    });
