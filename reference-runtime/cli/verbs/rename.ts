import { verb as declareVerb, type Verb } from '../verb';

export const verb: Verb = (context) =>
  declareVerb({
    name: 'rename',
    summary: 'Gives a container another name.',
    examples: [['scr rename web old-web', 'whether it runs or not']],
  })
    .argument('<container>')
    .argument('<name>')
    .action((container: string, name: string) =>
      context.engine.tell('POST', `/containers/${encodeURIComponent(container)}/rename`, { query: { name } }),
    );
