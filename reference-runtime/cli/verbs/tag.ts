import { splitImageName } from '../image-name';
import { verb as declareVerb, type Verb } from '../verb';

export const verb: Verb = (context) =>
  declareVerb({
    name: 'tag',
    summary: 'Gives an image another name. A name that another image had moves to this one.',
    examples: [['scr tag base:1 base:latest', 'also call it latest']],
  })
    .argument('<image>', 'name or id')
    .argument('<name>', 'new name, with or without a tag')
    .action((image: string, name: string) =>
      context.engine.tell('POST', `/images/${encodeURIComponent(image)}/tag`, {
        query: splitImageName(name),
      }),
    );
