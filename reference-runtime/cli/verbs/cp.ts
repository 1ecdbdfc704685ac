import { type ContainerPath, parseContainerPath } from '../container-path';
import { copyFromStream, copyIn, copyOut, copyToStream } from '../copy';
import type { EngineClient } from '../engine-client';
import { CommandFailure } from '../failure';
import { verb as declareVerb, type Verb } from '../verb';

export const verb: Verb = (context) =>
  declareVerb({
    name: 'cp',
    summary: 'Copies files and directories between a container, running or not, and here.',
    examples: [
      ['scr cp web:/etc/hosts .', 'out of a container'],
      ['scr cp ./site/. web:/srv', 'the content of a directory, into one'],
      ['scr cp web:/srv - | tar -t', 'as an archive on standard output'],
      ['tar -c data | scr cp - web:/', 'an archive from standard input, unpacked in a directory'],
    ],
  })
    .argument('<source>', 'CONTAINER:PATH, a path here, or - for an archive')
    .argument('<destination>', 'likewise; one of the two is in a container')
    .addHelpText(
      'after',
      `
A path here that has a colon in it begins with / or ./
A source that ends in /. means the content of the directory.
`,
    )
    .action(async (source: string, destination: string) => {
      const [from, to] = [parseContainerPath(source), parseContainerPath(destination)];
      if (from && to) throw new CommandFailure('copying between containers is not supported');
      if (from) return outOf(context.engine, from, destination);
      if (to) return into(context.engine, source, to);
      throw new CommandFailure('neither is in a container: write one of them like CONTAINER:PATH');
    });

const outOf = (engine: EngineClient, from: ContainerPath, to: string): Promise<void> =>
  to === '-' ? copyToStream(engine, from, process.stdout) : copyOut(engine, from, to);

const into = (engine: EngineClient, from: string, to: ContainerPath): Promise<void> =>
  from === '-' ? copyFromStream(engine, process.stdin, to) : copyIn(engine, from, to);
