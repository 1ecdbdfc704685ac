import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Envelope } from '@cucumber/messages';
import { catalogueText, phrasesIn, unmatchedSteps, unusedPhrases } from './catalogue';

const definition = (id: string, source: string, line: number) => ({
  stepDefinition: {
    id,
    pattern: { source, type: 'CUCUMBER_EXPRESSION' },
    sourceReference: { uri: 'dist/steps/a.steps.js', location: { line } },
  },
});
const messages = [
  definition('d1', 'it runs', 4),
  definition('d2', 'it is {state}', 9),
  definition('d3', 'a|b', 12),
  {
    pickle: {
      id: 'p',
      uri: 'features/x.feature',
      location: { line: 7 },
      steps: ['it runs', 'nobody knows', 'it is so'].map((text, index) => ({ id: `s${index}`, text })),
    },
  },
  {
    testCase: {
      pickleId: 'p',
      testSteps: [
        { id: 't', hookId: 'h' },
        { id: 't0', pickleStepId: 's0', stepDefinitionIds: ['d1'] },
        { id: 't1', pickleStepId: 's1', stepDefinitionIds: [] },
        { id: 't2', pickleStepId: 's2', stepDefinitionIds: ['d1', 'd2'] },
      ],
    },
  },
] as unknown as Envelope[];

test('phrases by file, with their uses', () => {
  assert.equal(
    catalogueText(phrasesIn(messages)).split('\n').slice(4).join('\n'),
    '## a.steps.ts\n\n| step | uses |\n|---|---|\n| `a\\|b` | 0 |\n| `it is {state}` | 1 |\n| `it runs` | 2 |\n',
  );
});

test('phrases that nobody uses', () =>
  assert.deepEqual(
    unusedPhrases(phrasesIn(messages)).map(({ file, line, message }) => `${file}:${line} ${message}`),
    ['steps/a.steps.ts:12 no scenario uses «a|b»'],
  ));

test('steps without a definition, or with two', () =>
  assert.deepEqual(
    unmatchedSteps(messages).map(({ file, line, rule }) => `${file}:${line} ${rule}`),
    ['features/x.feature:7 undefined-step', 'features/x.feature:7 ambiguous-step'],
  ));
