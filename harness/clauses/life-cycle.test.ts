import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { lifeCycleFile } from './life-cycle';
import { type Project, temporaryProject } from './temporary-project';

let project: Project;
beforeEach(() => {
  project = temporaryProject();
});
afterEach(() => project.remove());

const head = '| operation | created | running | paused | exited | removed |\n|---|---|---|---|---|---|\n';
const stop =
  '| stop | created STOP-1 | exited or conflict STOP-1, STOP-2 | exited STOP-2 | exited STOP-1 | not-found STOP-1 |\n';
const end = '| end | – | exited STOP-1 | – | – | – |\n';
const drawing = '  running --> exited: stop, end\n  paused --> exited: stop\n';

function chapter(table: string, arrows: string): void {
  project.write(
    'spec/life-cycle.md',
    `# Life cycle\n\n\`\`\`mermaid\nstateDiagram-v2\n${arrows}\`\`\`\n\n${table}`,
  );
  project.generate();
}

test('the model is made from the table', () => {
  chapter(head + stop + end, drawing);
  assert.deepEqual(project.found(), []);
  const model = JSON.parse(readFileSync(path.join(project.root, lifeCycleFile), 'utf8'));
  assert.deepEqual(model.stop.running, {
    outcomes: ['exited', 'conflict'],
    clauses: ['STOP-1', 'STOP-2'],
  });
  assert.deepEqual(model.end, { running: { outcomes: ['exited'], clauses: ['STOP-1'] } });
  project.write(lifeCycleFile, '{}\n');
  assert.deepEqual(project.found(), [`${lifeCycleFile}:1 stale-index`]);
});

for (const [what, table, arrows, told] of [
  [
    'a word that is no outcome, and a cell without a clause',
    head + stop.replace('created STOP-1', 'created or halted') + end,
    drawing,
    [
      '11 life-cycle stop, created: cites no clause',
      '11 life-cycle stop, created: «halted» is neither a state nor a category of refusal',
    ],
  ],
  [
    'an empty cell',
    head + stop + end.replace('–', ''),
    drawing,
    [
      '12 life-cycle end, created: cites no clause',
      '12 life-cycle end, created: «» is neither a state nor a category of refusal',
    ],
  ],
  [
    'a drawing that shows less and more',
    head + stop + end,
    '  running --> exited: stop\n  paused --> exited: stop\n  created --> [*]: stop\n',
    [
      '3 life-cycle the drawing lacks running --> exited: end',
      '3 life-cycle the drawing shows created --> [*]: stop, the table does not',
    ],
  ],
  [
    'no table',
    'Nothing.\n',
    '',
    ['1 life-cycle has no table of: operation, created, running, paused, exited, removed'],
  ],
] as [string, string, string, string[]][])
  test(`${what} is told`, () => {
    chapter(table, arrows);
    const found = project.told().map((line) => line.replace('spec/life-cycle.md:', ''));
    assert.deepEqual(found.sort(), told);
  });
