/** A version of the specification that is frozen, and every way of changing it afterwards. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { lint } from '../clauses/lint';
import { requiredFile, requiredSetOf, writeRequiredSet } from '../clauses/required-set';
import { gapsIn, writeReviews } from '../clauses/reviews';
import {
  clauseText,
  featureFile,
  type Project,
  ruleText,
  specFile,
  temporaryProject,
} from '../clauses/temporary-project';
import { runFreeze } from './freeze';

let project: Project;
beforeEach(() => {
  project = temporaryProject();
});
afterEach(() => project.remove());

const first = clauseText('STOP-1', 'Grace period');
const second = clauseText('STOP-2', 'Twice', 'memory-limit');
const frozen = requiredFile('1.0');

/** Both clauses reviewed and written down, as `conform freeze 1.0` does. */
function freeze(): void {
  const { index } = lint(project.root);
  writeReviews(
    project.root,
    index.clauses.map(({ id, digest }) => ({ id, digest, date: '2026-01-01', by: 'Jane' })),
  );
  writeRequiredSet(project.root, requiredSetOf(index));
  assert.deepEqual(project.found(), []);
}

function told(spec: string): string[] {
  project.write(specFile, spec);
  project.generate();
  return project.told().filter((line) => /frozen-|reused-id/.test(line));
}

const place = `${specFile}:1 frozen-clause STOP-1`;
const wayOut = 'after version 1.0 was frozen; undo it, or give the clause a Since newer than 1.0';
const changes: [string, string, string[]][] = [
  ['reworded', first.replace('stop.', 'end.') + second, [`${place} was reworded ${wayOut}`]],
  [
    'weakened',
    first.replace('MUST', 'SHOULD') + second,
    [`${place} went from MUST to SHOULD, was reworded ${wayOut}`],
  ],
  [
    'moved to another profile',
    first.replace('core', 'networking') + second,
    [`${place} moved from profile core to networking ${wayOut}`],
  ],
  [
    'excused by a capability',
    first.replace('–', 'network') + second,
    [`${place} changed its needs from – to network ${wayOut}`],
  ],
  [
    'no longer examined',
    `${first}Not examined: no time.\n\n${second}`,
    [`${place} lost its scenarios ${wayOut}`],
  ],
  [
    'added',
    `${first + second}${clauseText('STOP-3', 'New')}`,
    [`${specFile}:17 frozen-clause STOP-3 was added ${wayOut}`],
  ],
  [
    'removed',
    first,
    [
      `${frozen}:3 frozen-clause STOP-2 of version 1.0 is gone; bring it back; only a newer version may withdraw it`,
    ],
  ],
  [
    'withdrawn',
    `${first}### STOP-2 Withdrawn\n\nIt was wrong.\n`,
    [
      `${frozen}:3 frozen-clause STOP-2 of version 1.0 is withdrawn; bring it back; only a newer version may withdraw it`,
    ],
  ],
];
for (const [name, spec, expected] of changes)
  test(`frozen, then ${name}`, () => {
    freeze();
    assert.deepEqual(told(spec), expected);
  });

const newer = (clause: string) => clause.replace('Since: 1.0', 'Since: 1.1');

test('a newer version may change, add and withdraw', () => {
  freeze();
  const changed = newer(first.replace('MUST', 'SHOULD'));
  assert.deepEqual(
    told(`${changed}### STOP-2 Withdrawn\n\nWrong.\n\n${newer(clauseText('STOP-3', 'New'))}`),
    [],
  );
  assert.deepEqual(told(changed), [
    `${frozen}:3 frozen-clause STOP-2 of version 1.0 is gone; leave its heading: ### STOP-2 Withdrawn`,
  ]);
});

test('a withdrawn number is not given again, even when its heading is gone', () => {
  freeze();
  project.write(specFile, `${newer(first)}### STOP-2 Withdrawn\n\nWrong.\n`);
  writeRequiredSet(project.root, requiredSetOf(lint(project.root).index));
  assert.deepEqual(told(newer(first) + second.replace('1.0', '1.2')), [
    `${specFile}:9 reused-id STOP-2 was withdrawn with version 1.1; take the next free number`,
  ]);
});

test('an edit of the frozen file itself', () => {
  freeze();
  const text = readFileSync(path.join(project.root, frozen), 'utf8');
  project.write(frozen, text.replace('"MUST"', '"SHOULD"'));
  assert.ok(
    project
      .told()
      .includes(`${frozen}:1 frozen-set was edited after it had been frozen; restore it with git checkout`),
  );
});

test('once a version is frozen, new clauses need a review at once', () => {
  freeze();
  project.write(specFile, `${first + second}${newer(clauseText('STOP-3', 'New'))}`);
  project.write(
    featureFile,
    `Feature: Stop\n${ruleText('STOP-1', 'Grace period')}${ruleText('STOP-2', 'Twice', ' @needs:memory-limit')}${ruleText('STOP-3', 'New')}`,
  );
  project.generate();
  assert.deepEqual(project.told(), [
    `${specFile}:17 unreviewed STOP-3: its scenarios were never reviewed; read both, then: conform review STOP-3 --by NAME`,
  ]);
});

test('the command refuses what is not ready, and what is done', () => {
  const silent = mock.method(process.stdout, 'write', () => true);
  const refused = (version: string, message: RegExp) =>
    assert.throws(() => runFreeze(version, project.root), message);
  refused('1.0', /\d+ problems in the text; see conform lint/); // a small project lacks most chapters
  refused('2.0', /the text is version 1\.0/);
  freeze();
  refused('1.0', /version 1\.0 is frozen already, in spec\/required\/1\.0\.json/);
  silent.mock.restore();
  assert.throws(() => writeRequiredSet(project.root, requiredSetOf(lint(project.root).index)), /EEXIST/);
  assert.equal(gapsIn(lint(project.root).index.clauses, []).size, 2);
});
