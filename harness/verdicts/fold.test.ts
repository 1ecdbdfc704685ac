import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Envelope } from '@cucumber/messages';
import type { Clause } from '../clauses/clause';
import { packageRoot } from '../package-root';
import { fold } from './fold';

const folder = path.join(packageRoot, 'harness/verdicts/golden');
const stream = (name: string) =>
  readFileSync(path.join(folder, `${name}.ndjson`), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Envelope);

const clause = (id: string): Clause => ({
  id,
  title: 'One requirement',
  sentence: '',
  digest: '',
  level: id === 'GOLD-2' ? 'SHOULD' : 'MUST',
  negated: false,
  profile: 'core',
  needs: id === 'GOLD-1' ? ['memory-limit'] : [],
  since: '1.0',
  from: '',
  why: '',
  file: '',
  line: 1,
});

interface Expected {
  judged: string[];
  verdict: string;
  reasons: string[];
  clauses: Record<string, string>;
  scenarios: { verdict: string; checks: number; reason: string; step?: string }[];
}

/** What a person reads of a verdict; times differ from recording to recording. */
function readable(name: string, judged: string[]): Expected {
  const folded = fold(stream(name), { judged: judged.map(clause) });
  return {
    judged,
    verdict: folded.verdict,
    reasons: [...folded.reasons],
    clauses: Object.fromEntries(folded.results.map((result) => [result.id, result.verdict])),
    scenarios: folded.scenarioResults.map(({ verdict, checks, reason, step }) => ({
      verdict,
      checks,
      reason,
      ...(step === undefined ? {} : { step }),
    })),
  };
}

for (const file of readdirSync(folder).filter((candidate) => candidate.endsWith('.ndjson'))) {
  const name = path.basename(file, '.ndjson');
  test(`golden: ${name}`, () => {
    const expected = JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8')) as Expected;
    assert.deepEqual(readable(name, expected.judged), expected);
  });
}

test('a clause of the judged set that no scenario names makes the run incomplete', () => {
  const folded = fold(stream('everything-holds'), { judged: [clause('GOLD-1'), clause('GOLD-2')] });
  assert.equal(folded.verdict, 'incomplete');
  assert.deepEqual(folded.reasons, ['not executed: GOLD-2']);
});

test('a stream cut off anywhere is never conformant', () => {
  const whole = stream('everything-holds');
  for (let length = 0; length < whole.length; length += 1)
    assert.equal(
      fold(whole.slice(0, length), { judged: [clause('GOLD-1')] }).verdict,
      'incomplete',
      `after ${length} lines`,
    );
});

test('an interrupt makes the run incomplete though all was passed', () => {
  const folded = fold(stream('everything-holds'), {
    judged: [clause('GOLD-1')],
    faults: ['interrupted by SIGINT'],
  });
  assert.deepEqual([folded.verdict, folded.reasons], ['incomplete', ['interrupted by SIGINT']]);
});

test('a capability excuses only clauses that need one', () => {
  const judged = [{ ...clause('GOLD-1'), needs: [] }];
  const [result] = fold(stream('the-runtime-does-not-claim-the-capability'), { judged }).results;
  assert.equal(result?.verdict, 'broken');
});

test('scenarios that were written for another sentence prove nothing, neither good nor bad', () => {
  for (const [name, held] of [
    ['everything-holds', 'passed'],
    ['a-check-does-not-hold', 'failed'],
  ] as const) {
    const stale = new Map([['GOLD-1', 'nobody looked']]);
    const folded = fold(stream(name), { judged: [clause('GOLD-1')], stale });
    assert.deepEqual(
      [folded.verdict, folded.reasons, folded.results[0]?.verdict, folded.results[0]?.reason],
      ['incomplete', ['the suite is at fault: GOLD-1'], 'broken', `${held}, but nobody looked`],
    );
  }
});

test('nothing to judge is not conformant', () => {
  assert.equal(fold(stream('everything-holds'), { judged: [] }).verdict, 'incomplete');
});

test('time inside the runtime and evidence of failures are kept', () => {
  const [scenario] = fold(stream('a-check-does-not-hold'), { judged: [clause('GOLD-1')] }).scenarioResults;
  assert.equal(scenario?.runtimeMs, 1.5);
  assert.deepEqual(scenario?.evidence, [{ operation: 'run', asked: ['engine', 'run'], status: 1 }]);
  assert.deepEqual(
    scenario?.steps.map((step) => step.held),
    ['yes', 'no', 'skipped'],
  );
  assert.equal(scenario?.location, 'harness/verdicts/golden/situations.feature:13');
  assert.equal(scenario?.rule, 'GOLD-1 One requirement');
});
