import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Clause, Profile } from '../clauses/clause';
import type { FeatureOutline } from '../clauses/features';
import { UsageError } from './exit-status';
import { select } from './selection';

const clause = (id: string, profile: Profile) => ({ id, profile }) as Clause;
const clauses = [
  clause('RUN-1', 'execution'),
  clause('STOP-1', 'core'),
  clause('STOP-2', 'core'),
  clause('NET-1', 'networking'),
];
const scenario = (...tags: string[]) => ({ line: 1, name: '', steps: [], tags });
const features = (): FeatureOutline[] => [
  {
    file: 'features/x.feature',
    line: 1,
    name: '',
    backgrounds: [],
    loose: [],
    rules: [
      {
        line: 1,
        name: '',
        tags: [],
        scenarios: [scenario('@STOP-1', '@serial'), scenario('@STOP-2'), scenario('@NET-1', '@serial')],
      },
    ],
  },
];
const unasked = () => assert.fail('features are read only for tags');
const chosen = (wish: Partial<Parameters<typeof select>[1]>, read = unasked as () => FeatureOutline[]) => {
  const { judged, tagExpression, partial } = select(clauses, { profile: 'networking', ...wish }, read);
  return [judged.map(({ id }) => id), tagExpression, partial];
};

test('the widest profile is everything, without a tag expression', () =>
  assert.deepEqual(chosen({}), [['RUN-1', 'STOP-1', 'STOP-2', 'NET-1'], '', false]));
test('a profile holds those before it', () =>
  assert.deepEqual(chosen({ profile: 'core' }), [
    ['RUN-1', 'STOP-1', 'STOP-2'],
    '@RUN-1 or @STOP-1 or @STOP-2',
    false,
  ]));
test('clauses by name, in any case, once', () =>
  assert.deepEqual(chosen({ clause: ['stop-1', 'STOP-1'] }), [['STOP-1'], '@STOP-1', true]));
test('what no suite can examine is not asked', () => {
  const hidden = { ...clause('STOP-3', 'core'), unexamined: 'nobody can see it' };
  const { judged, tagExpression } = select([...clauses, hidden], { profile: 'networking' }, unasked);
  assert.deepEqual([judged.length, tagExpression], [4, '']);
});
test('tags decide which clauses must be judged', () =>
  assert.deepEqual(chosen({ tags: '@serial' }, features), [['STOP-1', 'NET-1'], '@serial', true]));
test('tags within a profile', () =>
  assert.deepEqual(chosen({ profile: 'core', tags: '@serial' }, features), [
    ['STOP-1'],
    '(@RUN-1 or @STOP-1 or @STOP-2) and (@serial)',
    true,
  ]));

const mistakes: [string, Partial<Parameters<typeof select>[1]>, RegExp][] = [
  ['unknown clause', { clause: ['STPO-1'] }, /unknown clause 'STPO-1'\. Did you mean STOP-1\?/],
  ['unknown profile', { profile: 'cor' }, /unknown profile 'cor'\. Did you mean core\?/],
  ['no tag expression', { tags: '@a and' }, /--tags is no tag expression/],
];
for (const [name, wish, message] of mistakes)
  test(name, () =>
    assert.throws(
      () => chosen(wish, features),
      (error: Error) => error instanceof UsageError && message.test(error.message),
    ),
  );
