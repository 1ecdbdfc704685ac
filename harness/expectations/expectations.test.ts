import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import type { Clause } from '../clauses/clause';
import { readIndex } from '../clauses/clause-index';
import { packageRoot } from '../package-root';
import type { ClauseVerdict, Verdict } from '../verdicts/verdict';
import { compare, type Expectation } from './compare';
import { ExpectationsError, readExpectations } from './read';

const folder = mkdtempSync(path.join(tmpdir(), 'conform-expectations-'));
after(() => rmSync(folder, { recursive: true }));
const clauses = ['STOP-1', 'STOP-2'].map((id) => ({ id }) as Clause);
const file = path.join(folder, 'engine.yaml');
const read = (text: string) => {
  writeFileSync(file, text);
  return readExpectations(file, clauses);
};

test('a file in its form', () => {
  const expectations = read(
    'STOP-1:\n  verdict: failed\n  reason: known since 2.1\n  link: https://example.org/1\n',
  );
  assert.deepEqual([...expectations.keys()], ['STOP-1']);
  assert.equal(read('# nothing known\n{}\n').size, 0);
});

const mistakes: [string, string, string][] = [
  ['no reason', 'STOP-1:\n  verdict: failed\n', ":2: STOP-1: must have required property 'reason'"],
  [
    'passed is no deviation',
    'STOP-1:\n  reason: known since 2.1\n  verdict: passed\n',
    ':3: STOP-1: verdict: must be one of failed, not-claimed, environment, broken',
  ],
  [
    'a misspelt field',
    'STOP-1:\n  reason: known since 2.1\n  verdict: failed\n  lnk: x\n',
    ':4: STOP-1: lnk: unknown field; known are verdict, reason, link',
  ],
  [
    'an unknown clause',
    'STOP-2:\n  reason: known since 2.1\n  verdict: failed\nSTPO-1:\n  reason: known since 2.1\n  verdict: failed\n',
    ':5: STPO-1: names no clause. Did you mean STOP-1?',
  ],
  [
    'no identifier',
    'stop:\n  reason: known since 2.1\n  verdict: failed\n',
    ':2: stop: is no clause identifier such as STOP-3',
  ],
  ['nothing', '# cut short\n', ': holds nothing; write {} when no deviation is known'],
  ['no YAML', 'STOP-1: [\n', ':2: is no YAML'],
];
for (const [name, text, message] of mistakes)
  test(name, () =>
    assert.throws(
      () => read(text),
      (error: Error) => {
        assert.ok(error instanceof ExpectationsError);
        assert.ok(error.message.includes(`${file}${message}`), error.message);
        assert.equal(error.message.split(message).length, 2, 'told once');
        return true;
      },
    ),
  );

test('new, stale and expected deviations', () => {
  const result = (id: string, verdict: Verdict, level: ClauseVerdict['level'] = 'MUST'): ClauseVerdict => ({
    id,
    level,
    title: '',
    verdict,
    reason: '',
    scenarios: [],
  });
  const entry: Expectation = { verdict: 'failed', reason: 'known' };
  const results = [
    result('A-1', 'passed'),
    result('A-2', 'failed'),
    result('A-3', 'failed'),
    result('A-4', 'passed'),
    result('A-5', 'broken'),
    result('A-6', 'not-claimed'),
    result('A-7', 'environment'),
    result('A-8', 'environment', 'SHOULD'),
  ];
  const expectations = new Map([
    ['A-3', entry],
    ['A-4', entry],
    ['A-5', entry],
    ['A-8', entry],
    ['Z-1', entry],
  ]);
  const { unexpected, stale, expected } = compare(results, expectations);
  assert.deepEqual(
    unexpected.map(({ id }) => id),
    ['A-2', 'A-5', 'A-7'],
  );
  assert.deepEqual(
    stale.map(({ result: { id } }) => id),
    ['A-4', 'A-5'],
  );
  assert.deepEqual(
    expected.map(({ id }) => id),
    ['A-3'],
  );
});

test('the files of this project are in their form', () => {
  const shipped = readdirSync(path.join(packageRoot, 'harness/expectations')).filter((name) =>
    name.endsWith('.yaml'),
  );
  for (const name of shipped)
    readExpectations(path.join(packageRoot, 'harness/expectations', name), readIndex(packageRoot).clauses);
});
