/**
 * Records one message stream per scenario of situations.feature with the real Cucumber, for fold.test.ts. Run it anew when
 * Cucumber is upgraded, and read the difference: `node -r ts-node/register harness/verdicts/golden/make.ts`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { type ISupportCodeLibrary, loadSupport } from '@cucumber/cucumber/api';
import type { Envelope } from '@cucumber/messages';
import { messagesOf, sourcesOf } from '../../cucumber';
import { packageRoot } from '../../package-root';

const folder = 'harness/verdicts/golden';
const feature = `${folder}/situations.feature`;
const kept = [
  'gherkinDocument',
  'pickle',
  'hook',
  'testCase',
  'testCaseStarted',
  'testStepFinished',
  'attachment',
];
const ends = [
  'testCaseFinished',
  'testRunHookStarted',
  'testRunHookFinished',
  'testRunFinished',
  'parseError',
];

const recordScenario = (name: string, support: ISupportCodeLibrary): Promise<Envelope[]> =>
  messagesOf({
    sources: sourcesOf([feature], { names: [`^${name}$`] }),
    support,
    runtime: { parallel: name === 'the worker dies' ? 1 : 0, retry: name.includes('again') ? 1 : 0 },
  });

/** Without what folding never reads: it would only grow the files and carry the paths of whoever recorded them. */
function slim(envelopes: readonly Envelope[]): Envelope[] {
  const pickleIds = new Set(envelopes.map((envelope) => envelope.testCase?.pickleId));
  const nodes = new Set(
    envelopes.flatMap(({ pickle }) => (pickle && pickleIds.has(pickle.id) ? pickle.astNodeIds : [])),
  );
  for (const { rule } of envelopes.flatMap(({ gherkinDocument }) => gherkinDocument?.feature?.children ?? []))
    if (rule)
      rule.children = rule.children.filter(
        ({ scenario }) => scenario === undefined || nodes.has(scenario.id),
      );
  return envelopes
    .filter((envelope) => [...kept, ...ends].some((kind) => kind in envelope))
    .filter(({ pickle }) => pickle === undefined || pickleIds.has(pickle.id));
}

const withoutTraces = (key: string, value: unknown) =>
  key === 'stackTrace' || key === 'comments' ? undefined : value;

async function main(): Promise<void> {
  const names = [...readFileSync(`${packageRoot}/${feature}`, 'utf8').matchAll(/Scenario: (.+)/g)].map(
    (match) => match[1] ?? '',
  );
  const support = await loadSupport(
    {
      sources: sourcesOf([feature]),
      support: { requireModules: ['ts-node/register'], requirePaths: [`${folder}/situations.steps.ts`] },
    },
    { cwd: packageRoot },
  );
  for (const name of [...names, 'no such scenario']) {
    const lines = slim(await recordScenario(name, support)).map((envelope) =>
      JSON.stringify(envelope, withoutTraces),
    );
    const file = `${packageRoot}/${folder}/${name.replace(/[^a-z]+/g, '-')}.ndjson`;
    writeFileSync(file, `${lines.join('\n').replaceAll(packageRoot, '.')}\n`);
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
