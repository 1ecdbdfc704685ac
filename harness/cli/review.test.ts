/** What happens when a sentence changes, and when a version is frozen: on a small project with a history in git. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { readIndex } from '../clauses/clause-index';
import { lint } from '../clauses/lint';
import { reviewFile } from '../clauses/reviews';
import { clauseText, type Project, specFile, temporaryProject } from '../clauses/temporary-project';
import { UsageError } from './exit-status';
import { runReview } from './review';

let project: Project;
beforeEach(() => {
  project = temporaryProject();
});
afterEach(() => project.remove());

const edited = (sentence: string) =>
  clauseText('STOP-1', 'Grace period').replace('It **MUST** stop.', sentence) +
  clauseText('STOP-2', 'Twice', 'memory-limit');
const edit = (sentence: string) => {
  project.write(specFile, edited(sentence));
  project.generate();
};
const git = (...args: string[]) =>
  assert.equal(
    spawnSync('git', ['-c', 'user.name=x', '-c', 'user.email=x', ...args], { cwd: project.root }).status,
    0,
  );
const commit = () => {
  git('add', '.');
  git('commit', '-qm', 'x');
};

/** Runs the command and gives what it printed. */
function review(ids: string[], options: Parameters<typeof runReview>[1]): string {
  let printed = '';
  const write = mock.method(process.stdout, 'write', (text: string) => {
    printed += text;
    return true;
  });
  const silent = mock.method(process.stderr, 'write', () => true);
  try {
    assert.equal(runReview(ids, options, project.root), 0);
  } finally {
    write.mock.restore();
    silent.mock.restore();
  }
  return printed;
}

test('a draft may hold clauses that nobody has reviewed', () => {
  assert.deepEqual(project.found(), []);
  assert.equal(lint(project.root).unreviewed, 2);
});

test('a changed sentence makes its scenarios stale until somebody has looked', () => {
  review([], { new: true, by: 'Jane Doe' });
  assert.deepEqual(project.found(), []);
  edit('It **MUST** end.');
  assert.deepEqual(project.told(), [
    `${specFile}:1 unreviewed STOP-1: its scenarios were not reviewed against the present sentence; ` +
      'read both, then: conform review STOP-1 --by NAME',
  ]);
  review(['stop-1'], { by: 'John' });
  assert.deepEqual(project.found(), []);
  const record = readFileSync(path.join(project.root, reviewFile), 'utf8');
  assert.match(record, /\nSTOP-1 sha256:[0-9a-f]{64} \d{4}-\d\d-\d\d John\nSTOP-2 \S+ \S+ Jane Doe\n$/);
});

test('only looking records nothing', () => {
  assert.match(
    review([], {}),
    /STOP-1 Grace period.*\n {2}\+ It MUST stop\.\n {2}never reviewed\n {4}it runs\n {6}a container/,
  );
  assert.equal(lint(project.root).unreviewed, 2);
});

test('old and new sentence, from git, committed or not', () => {
  git('init', '-q');
  review([], { new: true, by: 'Jane' });
  commit();
  edit('It **MUST** end.');
  assert.match(review(['STOP-1'], {}), /- It MUST stop\.\n {2}\+ It MUST end\./);
  commit();
  edit('It **MUST** cease.');
  commit();
  assert.match(review([], { changed: true }), /- It MUST stop\.\n {2}\+ It MUST cease\./);
});

test('what a merge leaves is put in order, and told until then', () => {
  review([], { new: true, by: 'Jane' });
  const file = path.join(project.root, reviewFile);
  const [top = '', second = '', one = '', two = ''] = readFileSync(file, 'utf8').split('\n');
  writeFileSync(file, [top, second, two, one, two, ''].join('\n'));
  assert.deepEqual(project.found(), [`${reviewFile}:1 review-record`]);
  writeFileSync(file, [top, second, one, two, 'STOP-9 sha256:1 today Jane', ''].join('\n'));
  assert.deepEqual(project.found(), [`${reviewFile}:5 review-record`]);
  writeFileSync(file, [top, second, one, two, one.replace('STOP-1', 'STOP-9'), ''].join('\n'));
  assert.match(project.told().join(), /STOP-9 names no clause; delete its line/);
});

const mistakes: [string, string[], Parameters<typeof runReview>[1], RegExp][] = [
  ['a clause that does not exist', ['STPO-1'], { by: 'Jane' }, /unknown clause 'STPO-1'/],
  ['everything at once without saying so', [], { by: 'Jane' }, /say what you have reviewed/],
  ['no name', ['STOP-1'], { by: ' ' }, /--by needs a name/],
];
for (const [name, ids, options, message] of mistakes)
  test(`refused: ${name}`, () =>
    assert.throws(
      () => review(ids, options),
      (error: Error) => error instanceof UsageError && message.test(error.message),
    ));

test('the index knows what is withdrawn', () => {
  project.write(specFile, `${edited('It **MUST** stop.')}### STOP-3 Withdrawn\n\nIt was wrong.\n`);
  project.generate();
  assert.deepEqual(readIndex(project.root).withdrawn, ['STOP-3']);
  assert.deepEqual(project.found(), []);
});
