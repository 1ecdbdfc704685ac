import { splitImageName } from '../image-name';
import { verb as declareVerb, listOption, type Verb } from '../verb';

interface Options {
  author?: string;
  message?: string;
  pause: boolean;
  change?: string[];
}

export const verb: Verb = (context) =>
  declareVerb({
    name: 'commit',
    summary: "Makes an image from a container's image and the changes in its file system, and prints its id.",
    examples: [[`scr commit -c 'CMD ["/srv"]' job base:2`, 'name it, and set its command']],
  })
    .option('-a, --author <text>', 'who made it')
    .option('-m, --message <text>', 'what changed')
    .option('--no-pause', 'let the processes of a running container run meanwhile')
    .addOption(
      listOption(
        '-c, --change <instruction>',
        'change the configuration like a Dockerfile does; may be repeated',
      ),
    )
    .argument('<container>')
    .argument('[name]', 'name of the image, with or without a tag')
    .action(
      async (container: string, name: string | undefined, { author, message, change, pause }: Options) => {
        const query = {
          container,
          ...splitImageName(name),
          author,
          comment: message,
          changes: change,
          pause: pause ? undefined : '0',
        };
        const { Id } = await context.engine.json<{ Id: string }>('POST', '/commit', { query, body: {} });
        process.stdout.write(`${Id}\n`);
      },
    );
