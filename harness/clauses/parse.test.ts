import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseSpecText } from './parse';

const sentence = `> A runtime asked to stop a running container **MUST** send SIGKILL to its process when the process is
> still alive after the grace period.`;
const fields = 'Profile: core · Needs: – · Since: 1.0 · From: seeds (operations: Stop), fact STO-1';
const why = 'Why: automation needs a stop\nthat always ends.';
const text = (parts: Partial<Record<'heading' | 'sentence' | 'fields' | 'why', string>>) =>
  [
    '# Stop',
    parts.heading ?? '### STOP-3 Grace period',
    parts.sentence ?? sentence,
    parts.fields ?? fields,
    parts.why ?? why,
  ].join('\n\n');
const rulesOf = (markdown: string) =>
  parseSpecText('spec/x.md', markdown).problems.map((p) => `${p.line} ${p.rule}`);

test('a clause in its form', () => {
  const { clauses, problems } = parseSpecText('spec/operations/stop.md', text({}));
  assert.deepEqual(problems, []);
  const [clause] = clauses;
  assert.deepEqual(
    { ...clause, digest: clause?.digest.length },
    {
      id: 'STOP-3',
      title: 'Grace period',
      sentence:
        'A runtime asked to stop a running container MUST send SIGKILL to its process when the process is still alive after the grace period.',
      digest: 71,
      level: 'MUST',
      negated: false,
      profile: 'core',
      needs: [],
      since: '1.0',
      from: 'seeds (operations: Stop), fact STO-1',
      why: 'automation needs a stop that always ends.',
      file: 'spec/operations/stop.md',
      line: 3,
    },
  );
});

test('needs, negation and withdrawn numbers', () => {
  const parsed = parseSpecText(
    'spec/x.md',
    `${text({ sentence: '> The runtime **SHOULD NOT** do `a.b` at all.', fields: fields.replace('–', 'memory-limit, network') })}

### STOP-4 Withdrawn

It said the same as STOP-3.
`,
  );
  assert.deepEqual(parsed.problems, []);
  assert.deepEqual(
    parsed.withdrawn.map(({ id }) => id),
    ['STOP-4'],
  );
  const { level, negated, needs, sentence: said } = parsed.clauses[0]!;
  assert.deepEqual(
    { level, negated, needs },
    { level: 'SHOULD', negated: true, needs: ['memory-limit', 'network'] },
  );
  assert.equal(said, 'The runtime SHOULD NOT do a.b at all.');
});

const mistakes: [string, string, string[]][] = [
  ['no keyword', text({ sentence: '> The runtime must stop.' }), ['5 one-keyword']],
  ['two bold keywords', text({ sentence: '> It **MUST** stop and **MUST** tell.' }), ['5 one-keyword']],
  [
    'a second keyword that is not bold',
    text({ sentence: '> It **MUST** stop and SHOULD tell.' }),
    ['5 two-keywords'],
  ],
  ['bold that is no keyword', text({ sentence: '> It **WILL** stop.' }), ['5 one-keyword']],
  ['two sentences', text({ sentence: '> It **MUST** stop. It is good.' }), ['5 one-sentence']],
  ['no full stop', text({ sentence: '> It **MUST** stop' }), ['5 one-sentence']],
  [
    'two block quotes',
    text({ sentence: '> It **MUST** stop.\n\nand\n\n> It **MUST** tell.' }),
    ['3 one-sentence'],
  ],
  ['no block quote', text({ sentence: 'It **MUST** stop.' }), ['3 one-sentence']],
  ['no why', text({ why: 'Because.' }), ['3 why']],
  ['unknown profile', text({ fields: fields.replace('core', 'cor') }), ['3 unknown-profile']],
  ['unknown capability', text({ fields: fields.replace('–', 'memory') }), ['3 unknown-capability']],
  ['missing field', text({ fields: fields.replace(' · Since: 1.0', '') }), ['8 missing-field']],
  ['unknown field', text({ fields: `${fields} · Until: 2.0` }), ['8 unknown-field']],
  ['no fields at all', text({ fields: 'Nothing.' }), Array(4).fill('3 missing-field')],
  ['odd version', text({ fields: fields.replace('1.0', 'one') }), ['8 since']],
  ['a requirement under another heading', text({ heading: '### Grace period' }), ['5 clause-heading']],
];
for (const [name, markdown, expected] of mistakes)
  test(name, () => assert.deepEqual(rulesOf(markdown), expected));
