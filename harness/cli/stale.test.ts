/** The suite on a text that somebody has changed behind its scenarios, and behind a frozen version: a copy of this package. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { lint } from '../clauses/lint';
import { requiredSetOf, writeRequiredSet } from '../clauses/required-set';
import { writeReviews } from '../clauses/reviews';
import { packageRoot } from '../package-root';
import type { Summary } from '../verdicts/verdict';

const compiled = existsSync(path.join(packageRoot, 'dist/harness/cli/main.js'));
const skip = compiled && process.getuid?.() === 0 ? false : 'needs the compiled suite and root';

let root: string;
before(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'conform-copy-'));
  mkdirSync(path.join(root, 'dist'));
  for (const name of ['spec', 'features', 'package.json', 'dist/harness', 'dist/steps', 'dist/reports'])
    cpSync(path.join(packageRoot, name), path.join(root, name), { recursive: true });
  for (const name of ['harness', 'reference-runtime', 'node_modules', 'dist/reference-runtime'])
    symlinkSync(path.join(packageRoot, name), path.join(root, name));
  const { index } = lint(root);
  const reviews = index.clauses.map(({ id, digest }) => ({ id, digest, date: '2026-01-01', by: 'Jane' }));
  writeReviews(root, reviews);
  rmSync(path.join(root, 'spec/required'), { recursive: true, force: true });
  writeRequiredSet(root, requiredSetOf(index));
});
after(() => rmSync(root, { recursive: true }));

function conform(...args: string[]): { status: number | null; summary: Summary } {
  const out = path.join(root, 'out');
  const { status } = spawnSync(process.execPath, ['dist/harness/cli/main.js', 'run', ...args, '--out', out], {
    cwd: root,
  });
  return { status, summary: JSON.parse(readFileSync(path.join(out, 'summary.json'), 'utf8')) as Summary };
}

test('what was frozen and reviewed is judged: status 0', { skip }, () => {
  const { status, summary } = conform('--clause', 'WAIT-2');
  assert.deepEqual([status, summary.verdict, summary.spec.frozen], [0, 'conformant', true]);
});

test('a sentence that was changed: its clause is broken, whatever its scenarios show; status 3', {
  skip,
}, () => {
  const file = path.join(root, 'spec/operations/wait.md');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace(/(### WAIT-2 .*\n\n> A runtime) asked/, '$1 that is asked'));
  for (const { file: name, text: generated } of lint(root).generated)
    writeFileSync(path.join(root, name), generated);
  const part = conform('--clause', 'WAIT-2');
  const [result] = part.summary.results;
  assert.deepEqual([part.status, part.summary.verdict, result?.verdict], [3, 'incomplete', 'broken']);
  assert.match(
    result?.reason ?? '',
    /^passed, but its scenarios were not reviewed against the present sentence/,
  );
});
