import { createReadStream } from 'node:fs';
import { CommandFailure, messageOf } from '../failure';
import { splitImageName } from '../image-name';
import { messagesOf } from '../messages';
import { verb as declareVerb, listOption, type Verb } from '../verb';

interface Options {
  change?: string[];
  message?: string;
}

export const verb: Verb = (context) =>
  declareVerb({
    name: 'import',
    summary:
      'Makes an image of one layer from an archive of a root file system (tar, possibly compressed), and prints its id.',
    examples: [
      ['tar -C rootfs -c . | scr import - base', 'from standard input'],
      [`scr import -c 'CMD ["/bin/sh"]' base.tar.gz base:1`, 'from a file, with a command'],
    ],
  })
    .addOption(
      listOption(
        '-c, --change <instruction>',
        'set the configuration like a Dockerfile does; may be repeated',
      ),
    )
    .option('-m, --message <text>', 'what it is')
    .argument('<archive>', 'a file, or - for standard input')
    .argument('[name]', 'name of the image, with or without a tag')
    .action(async (archive: string, name: string | undefined, { change, message }: Options) => {
      const query = { fromSrc: '-', ...splitImageName(name), changes: change, message };
      const body = archive === '-' ? process.stdin : createReadStream(archive);
      const answer = await context.engine
        .stream('POST', '/images/create', { query, body })
        .catch((error: unknown) => {
          const unreadable = (error as NodeJS.ErrnoException).syscall;
          throw unreadable
            ? new CommandFailure(`cannot read the archive ${archive}: ${messageOf(error)}`)
            : error;
        });
      process.stdout.write(`${(await messagesOf(answer)).at(-1)?.status ?? ''}\n`);
    });
