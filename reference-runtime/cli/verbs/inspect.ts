import { EngineRefusal } from '../engine-client';
import { messageOf } from '../failure';
import { verb as declareVerb, option, type Verb } from '../verb';

const kinds = ['container', 'image'] as const;
type Kind = (typeof kinds)[number];
const paths: Record<Kind, string> = { container: '/containers', image: '/images' };

export const verb: Verb = (context) => {
  /** Containers before images; the refusal of the last kind is told when none has it. */
  async function find(name: string, among: readonly Kind[]): Promise<unknown> {
    for (const kind of among) {
      try {
        return await context.engine.json('GET', `${paths[kind]}/${encodeURIComponent(name)}/json`);
      } catch (error) {
        if (!(error instanceof EngineRefusal) || error.status !== 404) throw error;
      }
    }
    throw new Error(`Error: No such ${among.length === 1 ? among[0] : 'container or image'}: ${name}`);
  }

  return declareVerb({
    name: 'inspect',
    summary: 'Shows all that is known about containers and images, as a JSON array.',
    examples: [["scr inspect web | jq '.[0].State'", 'what it is doing']],
  })
    .addOption(option('--type <kind>', 'only containers, or only images (container, image)', kindOf))
    .argument('<name...>', 'names or ids')
    .action(async (names: string[], { type }: { type?: Kind }) => {
      const found: unknown[] = [];
      for (const name of names) {
        try {
          found.push(await find(name, type ? [type] : kinds));
        } catch (error) {
          process.stderr.write(`${messageOf(error)}\n`);
          process.exitCode = 1;
        }
      }
      process.stdout.write(`${JSON.stringify(found, undefined, 4)}\n`);
    });
};

function kindOf(text: string): Kind {
  const kind = kinds.find((each) => each === text);
  if (!kind) throw new Error('it is neither container nor image');
  return kind;
}
