import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { checkCapabilityTable } from './capability-table';
import { checkChapters } from './chapters';
import { codeCitations } from './code-citations';
import { readDocuments } from './documents';
import { checkProvenance } from './provenance';
import { clauseText, type Project, specFile, temporaryProject } from './temporary-project';

let project: Project;
beforeEach(() => {
  project = temporaryProject();
});
afterEach(() => project.remove());

const withdrawn = (id: string) => `### ${id} Withdrawn\n\nIt said the same as STOP-1.\n\n`;
const first = clauseText('STOP-1', 'Grace period');
const second = clauseText('STOP-2', 'Twice', 'memory-limit');

const breakages: [string, Record<string, string>, string[]][] = [
  [
    'a number that was withdrawn is given again',
    { [specFile]: first + withdrawn('STOP-2') + second },
    [
      `${specFile}:13 numbering STOP-2 stands where STOP-3 is due; a withdrawn number stays as a heading «### STOP-3 Withdrawn»`,
      `${specFile}:13 reused-id STOP-2 was withdrawn, see ${specFile}:9; take the next free number`,
    ],
  ],
  [
    'a link to a file that is not there',
    { 'README.md': '# A\n\nSee [b](spec/operations/halt.md).\n' },
    [
      'README.md:3 broken-link the link spec/operations/halt.md leads nowhere: there is no spec/operations/halt.md',
    ],
  ],
  [
    'a link to a heading that is not there, in another file and in the same',
    { 'spec/README.md': '# A\n\n[b](operations/stop.md#stop-9-grace) and\n[c](#b) and [d](#a)\n' },
    [
      `spec/README.md:3 broken-link the link operations/stop.md#stop-9-grace leads nowhere: ${specFile} has no heading #stop-9-grace`,
      'spec/README.md:4 broken-link the link #b leads nowhere: spec/README.md has no heading #b',
    ],
  ],
  [
    'links out of the project',
    { 'README.md': '[up](../x.md)\n\n[root](/etc)\n\n[x]: ../../y\n' },
    [
      'README.md:1 broken-link the link ../x.md leads out of the project',
      'README.md:3 broken-link the link /etc leads out of the project',
      'README.md:5 broken-link the link ../../y leads out of the project',
    ],
  ],
  [
    'a clause that prose names and that is not there',
    { 'harness/README.md': 'UTF-8 as\nSTOP-7 and `STOP-1` say.\n\n```sh\nconform\nexplain STOP-8\n```\n' },
    [
      'harness/README.md:2 unknown-clause STOP-7 names no clause. Did you mean STOP-1?',
      'harness/README.md:6 unknown-clause STOP-8 names no clause. Did you mean STOP-1?',
    ],
  ],
  [
    'a chapter without clauses',
    { 'spec/environment/time.md': '# Time\n' },
    ['spec/environment/time.md:1 empty-chapter holds no clause'],
  ],
];
for (const [name, files, expected] of breakages)
  test(name, () => {
    for (const [file, text] of Object.entries(files)) project.write(file, text);
    assert.deepEqual(
      project.told().filter((line) => !/stale-index|untested|unknown-clause @|rule-tag/.test(line)),
      expected,
    );
  });

test('links that lead somewhere', () => {
  project.write(
    'README.md',
    '# Grace, “period”\n\n# Grace period\n\n# Grace period\n\n[a](spec/operations) [b](#grace-period-1) [c](#grace-period-2)\n' +
      '[d](spec/operations/stop.md#stop-1-grace-period) [e](https://example.org/x.md#y) [f](mailto:a@b.c)\n',
  );
  assert.deepEqual(project.found(), []);
});

test('facts may have the numbers of clauses', () => {
  project.write(specFile, first.replace('seeds', 'seeds, fact STOP-77') + second);
  assert.deepEqual(project.found(), ['spec/clauses.json:1 stale-index']);
});

test('a file of clauses without its feature', () => {
  rmSync(path.join(project.root, 'features/operations/stop.feature'));
  assert.ok(project.found().includes(`${specFile}:1 no-feature`));
});

test('what the scaffolder left to be filled in', () => {
  project.write(specFile, first.replace('it ends', 'TODO') + second);
  assert.ok(project.found().includes(`${specFile}:1 unfinished`));
});

test('an announced heading without clauses', () =>
  assert.ok(
    checkChapters(project.root, []).some(
      ({ file, rule }) => file === 'spec/operations/copy.md' && rule === 'announced-heading',
    ),
  ));

test('the table of capabilities lacks one, and has one too many', () => {
  project.write(
    'spec/profiles.md',
    '| capability | the probe asks for | it is there when |\n|---|---|---|\n| network | a | b |\n| teleport | a | b |\n',
  );
  const told = checkCapabilityTable(readDocuments(project.root)).map(
    ({ line, message }) => `${line} ${message}`,
  );
  assert.ok(told.includes('4 harness/drivers/capabilities.ts knows no teleport'));
  assert.ok(told.includes('1 does not tell how seccomp of harness/drivers/capabilities.ts is probed'));
  assert.ok(!told.some((line) => line.includes('how network of')));
});

test('a comment of the reference runtime names a clause that is not there', () => {
  project.write(
    'reference-runtime/engine/stop.ts',
    '/** Ends it (STOP-1, STOP-7). */\nexport async function stop() {}\n\nconst area = `STOP-9`; // LAW-2 … LAW-4\n',
  );
  assert.deepEqual(project.told(), [
    'reference-runtime/engine/stop.ts:1 unknown-clause STOP-7 names no clause. Did you mean STOP-1?',
  ]);
  assert.deepEqual(
    codeCitations(project.root).map(({ id, line, name }) => `${id} ${line} ${name}`),
    ['STOP-1 1 stop', 'STOP-7 1 stop', 'LAW-2 4 area', 'LAW-4 4 area', 'LAW-3 4 area'],
  );
});

test('provenance: each item once, held or excused; each contradiction decided', () => {
  const row = (...cells: string[]) => `| ${cells.join(' | ')} |\n`;
  const table = (kind: string, ...rows: string[]) => `\n| ${kind} | a | b |\n|---|---|---|\n${rows.join('')}`;
  const items = Array.from({ length: 131 }, (_, index) => row(String(index + 1), 'x', 'see STOP-1'));
  const decided = Array.from({ length: 22 }, (_, index) => row(`C-${index + 1}`, 'x', 'so be it'));
  const told = (text: string) => {
    project.write('spec/provenance.md', text);
    return checkProvenance(readDocuments(project.root), new Set(['STOP-1'])).map(
      ({ line, message }) => `${line} ${message}`,
    );
  };
  assert.deepEqual(told(table('item', ...items) + table('contradiction', ...decided)), []);
  const broken = [
    row('1', 'x', 'STOP-9'),
    row('2', 'x', 'Context: one engine'),
    row('2', 'x', 'Later: build'),
    row('132', 'x', 'STOP-1'),
    row('4', '', 'STOP-1'),
  ];
  assert.deepEqual(
    told(
      table('item', ...broken, ...items.slice(4)) +
        table('contradiction', ...decided.slice(1), row('C-1', 'x', '')),
    ),
    [
      '4 item 1 needs a clause that holds it, or «Context: …» or «Later: …»',
      '6 item 2 stands in line 5 already',
      '7 the seeds have no item 132',
      '8 item 4 does not tell what the seeds say',
      '1 lacks item 3',
      '160 contradiction C-1 needs a decision',
    ],
  );
});
