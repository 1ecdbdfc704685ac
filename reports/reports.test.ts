import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Clause } from '../harness/clauses/clause';
import { packageRoot } from '../harness/package-root';
import type { Summary } from '../harness/verdicts/verdict';
import { consoleReport } from './console';
import { escapeMarkup } from './escape';
import { htmlReport } from './html/page';
import { junitReport } from './junit';

const folder = path.join(packageRoot, 'reports/golden');
const { clauses, summary } = JSON.parse(readFileSync(path.join(folder, 'subject.json'), 'utf8')) as {
  clauses: Clause[];
  summary: Summary;
};
const plain = { paint: (_style: unknown, text: string) => text, runtimeArgument: './engine.yaml' };

/** After a wanted change: `UPDATE_GOLDEN=1 node -r ts-node/register --test reports/*.test.ts`, then read the difference. */
function golden(file: string, actual: string): void {
  const place = path.join(folder, file);
  if (process.env.UPDATE_GOLDEN) writeFileSync(place, actual);
  assert.equal(actual, readFileSync(place, 'utf8'));
}

test('console', () => golden('console.txt', consoleReport(summary, clauses, plain)));
test('junit', () => golden('junit.xml', junitReport(summary)));
test('html', () => golden('report.html', htmlReport(summary, clauses)));

test('console leaves out what was expected and says how to repeat the rest', () => {
  const text = consoleReport(summary, clauses, { ...plain, expected: new Set(['STOP-2', 'STOP-3']) });
  assert.doesNotMatch(text, /✗ STOP-2 Grace/);
  assert.match(text, /npm run conformance -- --runtime \.\/engine\.yaml --clause LIMIT-2/);
});

test('what a runtime prints cannot break the markup', () => {
  const html = htmlReport(summary, clauses);
  assert.doesNotMatch(html, /<script>alert/);
  assert.equal(escapeMarkup('a\u0000\u001b<b> "\ud800" 😀\n'), 'a��&lt;b&gt; &quot;�&quot; 😀\n');
});

test('the page asks the network for nothing', () => {
  assert.doesNotMatch(htmlReport(summary, clauses), /\b(src|href)=["'](?!#)|@import|url\(/);
});

test('every identifier that the page links to is on it', () => {
  const html = htmlReport(summary, clauses);
  for (const [, id] of html.matchAll(/href="#([^"]+)"/g)) assert.match(html, new RegExp(`id="${id}"`), id);
});

test('a conformant run of a selection does not claim the profile', () => {
  const text = consoleReport(
    { ...summary, selection: true, verdict: 'conformant', reasons: [] },
    clauses,
    plain,
  );
  assert.match(text, /the selected clauses of the profile core hold/);
  assert.doesNotMatch(text, /conformant/);
});
