/** The scaffolder on a small project: what it writes, that it cannot pass for finished, and what it refuses. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { lint } from '../clauses/lint';
import { requiredSetOf, writeRequiredSet } from '../clauses/required-set';
import {
  clauseText,
  featureFile,
  type Project,
  ruleText,
  specFile,
  temporaryProject,
} from '../clauses/temporary-project';
import { UsageError } from './exit-status';
import { runNewClause } from './new-clause';

let project: Project;
beforeEach(() => {
  project = temporaryProject();
  mock.method(process.stdout, 'write', () => true);
});
afterEach(() => {
  mock.restoreAll();
  project.remove();
});

const create = (area: string, title: string, options: { in?: string } = {}) =>
  runNewClause(area, title, options, project.root);
const read = (file: string) => readFileSync(path.join(project.root, file), 'utf8');

test('the next clause of an area and its Rule, which lint takes for unfinished and nothing else', () => {
  create('stop', '  Late   callers ');
  assert.match(
    read(specFile),
    /ends\.\n\n### STOP-3 Late callers\n\n> A runtime \*\*MUST\*\* TODO\.\n\nProfile: core · Needs: – · Since: 1\.0 · From: TODO\n\nWhy: TODO\n$/,
  );
  assert.match(
    read(featureFile),
    /stopped\n\n {2}@STOP-3\n {2}Rule: STOP-3 Late callers\n\n {4}Scenario: TODO /,
  );
  project.generate();
  assert.deepEqual(project.found(), [`${featureFile}:18 unfinished`, `${specFile}:17 unfinished`]);
});

test('among the clauses of its area, where a file holds two; after a withdrawn one', () => {
  project.write(
    specFile,
    `${clauseText('STOP-1', 'Grace')}### STOP-2 Withdrawn\n\nWrong.\n\n## More\n\n${clauseText('HALT-1', 'At once')}`,
  );
  project.write(
    featureFile,
    `Feature: Stop\n\n${ruleText('STOP-1', 'Grace')}\n  # At once.\n${ruleText('HALT-1', 'At once')}`,
  );
  create('STOP', 'Third');
  assert.match(read(specFile), /Wrong\.\n\n### STOP-3 Third\n[\s\S]*Why: TODO\n\n## More\n\n### HALT-1/);
  assert.match(
    read(featureFile),
    /it is stopped\n\n {2}@STOP-3\n[\s\S]*be seen of it\n\n {2}# At once\.\n {2}@HALT-1/,
  );
});

test('a new area in a file of its own', () => {
  create('HALT', 'At once', { in: 'spec/operations/halt-now.md' });
  assert.match(read('spec/operations/halt-now.md'), /^# Halt now\n\nTODO\n\n### HALT-1 At once\n/);
  assert.match(
    read('features/operations/halt-now.feature'),
    /^Feature: Halt now\n\n {2}@HALT-1\n {2}Rule: HALT-1/,
  );
});

test('a frozen version takes no new clauses', () => {
  writeRequiredSet(project.root, requiredSetOf(lint(project.root).index));
  create('STOP', 'Later');
  assert.match(read(specFile), /Since: 1\.1 · From: TODO/);
});

const mistakes: [string, string, string, { in?: string }, RegExp][] = [
  [
    'an unknown area',
    'STPO',
    'A',
    {},
    /unknown area 'STPO'\. Did you mean STOP\?\nAreas: STOP\nTo found a new one: .*--in/,
  ],
  [
    'another home',
    'STOP',
    'A',
    { in: 'spec/operations/halt.md' },
    /STOP has its home in spec\/operations\/stop\.md/,
  ],
  ['a home elsewhere', 'HALT', 'A', { in: '../spec/x.md' }, /has its home in a file such as/],
  ['digits in an area', 'HALT2', 'A', { in: 'spec/x.md' }, /named by letters alone/],
  ['no title', 'STOP', ' ', {}, /no title/],
];
for (const [name, area, title, options, message] of mistakes)
  test(`refused: ${name}`, () => {
    const before = [read(specFile), read(featureFile)];
    assert.throws(
      () => create(area, title, options),
      (error: Error) => error instanceof UsageError && message.test(error.message),
    );
    assert.deepEqual([read(specFile), read(featureFile)], before);
  });

test('one of the two files cannot be written: none is', () => {
  const before = read(specFile);
  const blocked = path.join(project.root, featureFile);
  rmSync(blocked);
  mkdirSync(`${blocked}.new`);
  assert.throws(() => create('STOP', 'Third'), /EEXIST/);
  assert.equal(read(specFile), before);
  assert.equal(existsSync(path.join(project.root, `${specFile}.new`)), false);
});
