import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import {
  clauseText as clause,
  featureFile as feature,
  type Project,
  ruleText as rule,
  specFile,
  steps,
  temporaryProject,
} from './temporary-project';

let project: Project;
beforeEach(() => {
  project = temporaryProject();
});
afterEach(() => project.remove());

test('text and examples that fit give no problem', () => assert.deepEqual(project.found(), []));

test('an edited sentence makes the index stale', () => {
  project.write(
    specFile,
    clause('STOP-1', 'Grace period').replace('stop.', 'end.') + clause('STOP-2', 'Twice', 'memory-limit'),
  );
  assert.deepEqual(project.found(), ['spec/clauses.json:1 stale-index']);
});

test('numbers: twice, skipped, in two files', () => {
  project.write(
    specFile,
    clause('STOP-1', 'Grace period') + clause('STOP-1', 'Twice') + clause('STOP-4', 'Later'),
  );
  project.write('spec/operations/wait.md', clause('STOP-1', 'Elsewhere'));
  const numbering = project.found().filter((line) => /duplicate|numbering|scattered/.test(line));
  assert.deepEqual(numbering, [
    'spec/operations/stop.md:9 duplicate-id',
    'spec/operations/stop.md:9 numbering',
    'spec/operations/stop.md:17 numbering',
    'spec/operations/wait.md:1 duplicate-id',
    'spec/operations/wait.md:1 scattered-area',
  ]);
});

const breakages: [string, string, string[]][] = [
  [
    'a clause without a scenario',
    `Feature: Stop\n${rule('STOP-1', 'Grace period')}`,
    ['spec/operations/stop.md:9 untested'],
  ],
  [
    'a tag that names no clause',
    withSecond('STOP-2', 'Twice', ' @needs:memory-limit @STOP-9'),
    [`${feature}:9 rule-tag`, `${feature}:10 unknown-clause`],
  ],
  [
    'a title that is not the clause’s',
    withSecond('STOP-2', 'Thrice', ' @needs:memory-limit'),
    [`${feature}:9 rule-title`],
  ],
  ['a need without its tag', withSecond('STOP-2', 'Twice'), [`${feature}:9 needs-tag`]],
  [
    'an unknown tag',
    withSecond('STOP-2', 'Twice', ' @needs:memory-limit @wip'),
    [`${feature}:10 unknown-tag`],
  ],
  [
    'no Then',
    withSecond('STOP-2', 'Twice', ' @needs:memory-limit', '      When it stops\n'),
    [`${feature}:10 no-then`],
  ],
  [
    'two acts, out of order',
    withSecond('STOP-2', 'Twice', ' @needs:memory-limit', `${steps}      When it stops\n      Then it is\n`),
    [`${feature}:10 one-when`, `${feature}:14 step-order`],
  ],
  [
    'no Gherkin',
    'Feature: Stop\n  Rule: a\n    Scenario: b\n      Given c\n      Fnord\n',
    [`${feature}:5 gherkin`, 'spec/operations/stop.md:1 untested', 'spec/operations/stop.md:9 untested'],
  ],
];
function withSecond(...args: Parameters<typeof rule>) {
  return `Feature: Stop\n${rule('STOP-1', 'Grace period')}${rule(...args)}`;
}
for (const [name, text, expected] of breakages)
  test(name, () => {
    project.write(feature, text);
    assert.deepEqual(project.found(), expected);
  });

test('a reason for the lack of scenarios is needed without them, and wrong with them', () => {
  const excused = (text: string) => `${text}Not examined: nobody can see it.\n\n`;
  project.write(
    specFile,
    excused(clause('STOP-1', 'Grace period')) + excused(clause('STOP-2', 'Twice', 'memory-limit')),
  );
  project.write(feature, `Feature: Stop\n${rule('STOP-1', 'Grace period')}`);
  assert.deepEqual(project.found(), [
    'spec/clauses.json:1 stale-index',
    'spec/operations/stop.md:1 examined',
  ]);
});

test('a rule in the wrong file, and a feature that mirrors nothing', () => {
  project.write('spec/operations/wait.md', clause('WAIT-1', 'Ends'));
  project.write('features/operations/wait.feature', `Feature: Wait\n${rule('WAIT-1', 'Ends')}`);
  project.write('features/misc.feature', `Feature: Misc\n${rule('WAIT-1', 'Ends')}`);
  assert.deepEqual(project.found(), [
    'features/misc.feature:1 mirror',
    'features/misc.feature:3 mirror',
    'spec/clauses.json:1 stale-index',
    'spec/contents.md:1 stale-index',
  ]);
});
