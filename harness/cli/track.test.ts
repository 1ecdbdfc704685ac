import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Envelope } from '@cucumber/messages';
import { packageRoot } from '../package-root';
import { plainProgress } from './progress';
import { Tracker } from './track';

const stream = (name: string): Envelope[] =>
  readFileSync(path.join(packageRoot, `harness/verdicts/golden/${name}.ndjson`), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Envelope);

function follow(name: string): { lines: string[]; tracker: Tracker } {
  const lines: string[] = [];
  const tracker = new Tracker();
  const view = plainProgress((text) => lines.push(text.replace(/\(\d+ ms\)\n/, '(… ms)')));
  for (const envelope of stream(name)) {
    const finished = tracker.take(envelope);
    view.show(tracker.progress, finished);
  }
  return { lines, tracker };
}

test('one line for a finished scenario, none for its steps', () => {
  assert.deepEqual(follow('everything-holds').lines, ['[1/1] passed  GOLD-1 everything holds (… ms)']);
  assert.deepEqual(follow('a-check-does-not-hold').lines, [
    '[1/1] FAILED  GOLD-1 a check does not hold (… ms)',
  ]);
  assert.deepEqual(follow('the-host-lacks-something').lines, [
    '[1/1] skipped GOLD-1 the host lacks something (… ms)',
  ]);
});

test('a failure is counted', () => assert.equal(follow('a-check-does-not-hold').tracker.progress.failed, 1));

test('a scenario that never finishes stays under way', () => {
  const { lines, tracker } = follow('the-worker-dies');
  assert.deepEqual(lines, []);
  assert.deepEqual(tracker.progress, { total: 1, done: 0, failed: 0, running: ['GOLD-1 the worker dies'] });
});
