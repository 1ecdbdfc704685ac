import type { Envelope } from '@cucumber/messages';
import type { Problem } from './problem';

export const catalogueFile = 'steps/CATALOGUE.md';

/** A phrase that scenarios can use. */
export interface Phrase {
  readonly pattern: string;
  /** `steps/container.steps.ts` */
  readonly file: string;
  readonly line: number;
  /** How many steps of all scenarios use it. */
  readonly uses: number;
}

/** Reads phrases and their uses from the message stream of a dry run over all features. */
export function phrasesIn(envelopes: readonly Envelope[]): Phrase[] {
  const uses = new Map<string, number>();
  for (const { testCase } of envelopes)
    for (const id of testCase?.testSteps.flatMap((step) => step.stepDefinitionIds ?? []) ?? [])
      uses.set(id, (uses.get(id) ?? 0) + 1);
  return envelopes
    .flatMap(({ stepDefinition }) => (stepDefinition ? [stepDefinition] : []))
    .map(({ id, pattern, sourceReference: { uri, location } }) => ({
      pattern: pattern.source,
      file: (uri ?? '').replace(/^dist\//, '').replace(/\.js$/, '.ts'),
      line: location?.line ?? 1,
      uses: uses.get(id) ?? 0,
    }))
    .sort((a, b) => (`${a.file} ${a.pattern}` < `${b.file} ${b.pattern}` ? -1 : 1));
}

/** steps/CATALOGUE.md: look here before inventing a phrase. */
export function catalogueText(phrases: readonly Phrase[]): string {
  const files = [...new Set(phrases.map((phrase) => phrase.file))];
  const sections = files.map((file) => {
    const rows = phrases
      .filter((phrase) => phrase.file === file)
      .map(({ pattern, uses }) => `| ${cell(pattern)} | ${uses} |`);
    return `## ${file.replace(/^steps\//, '')}\n\n| step | uses |\n|---|---|\n${rows.join('\n')}\n`;
  });
  const head = `# Steps\n\nMade by \`conform lint --write\`. ${phrases.length} phrases; look here before you add one.\n`;
  return [head, ...sections].join('\n');
}

/** A phrase that nobody uses is a promise that nobody tests. */
export const unusedPhrases = (phrases: readonly Phrase[]): Problem[] =>
  phrases
    .filter(({ uses }) => uses === 0)
    .map(({ file, line, pattern }) => ({
      file,
      line,
      rule: 'unused-step',
      message: `no scenario uses «${pattern}»`,
    }));

/** Steps of scenarios without a definition, or with several. */
export function unmatchedSteps(envelopes: readonly Envelope[]): Problem[] {
  const pickles = new Map(envelopes.flatMap(({ pickle }) => (pickle ? [[pickle.id, pickle] as const] : [])));
  return envelopes.flatMap(({ testCase }) => {
    const pickle = pickles.get(testCase?.pickleId ?? '');
    return (testCase?.testSteps ?? []).flatMap(({ pickleStepId, stepDefinitionIds = [] }): Problem[] => {
      const step = pickle?.steps.find(({ id }) => id === pickleStepId);
      if (pickle === undefined || step === undefined || stepDefinitionIds.length === 1) return [];
      const [rule, count] =
        stepDefinitionIds.length === 0 ? ['undefined-step', 'no'] : ['ambiguous-step', 'more than one'];
      return [
        {
          file: pickle.uri,
          line: pickle.location?.line ?? 1,
          rule,
          message: `«${step.text}» has ${count} definition`,
        },
      ];
    });
  });
}

const cell = (pattern: string): string => `\`${pattern.replaceAll('|', '\\|')}\``;
