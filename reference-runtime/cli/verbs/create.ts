import { type ContainerOptions, declareContainerOptions } from '../container-options';
import { newContainer } from '../new-container';
import { verb as declareVerb, type Verb } from '../verb';

export const verb: Verb = (context) =>
  declareContainerOptions(
    declareVerb({
      name: 'create',
      summary: 'Makes a container from an image without starting it, and prints its id.',
      examples: [['scr create --name job base /bin/job', 'make it; "scr start -a job" runs it']],
      statuses: [
        ['0', 'made'],
        ['1', 'the engine refused'],
        ['125', 'an option is unknown or makes no sense'],
      ],
    }),
  ).action(async (image: string, argv: string[], options: ContainerOptions) => {
    process.stdout.write(`${await newContainer(context.engine, options, image, argv)}\n`);
  });
