import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseName } from './names';
import { findContainer } from './references';

const container = (id: string, name: string) => ({ record: { id: id.padEnd(64, '0'), name } });
const first = container('99b36c2c', 'first');
const second = container('99b36cb1', '99b36c2');
const all = [first, second];

test('full identifier, then name, then unique prefix', () => {
  assert.equal(findContainer(all, first.record.id), first);
  assert.equal(findContainer(all, 'first'), first);
  assert.equal(findContainer(all, '/first'), first);
  assert.equal(findContainer(all, '99b36cb'), second);
  assert.equal(findContainer(all, '99b36c2'), second, 'a name beats a prefix');
});

test('an ambiguous prefix, a middle part and nothing at all find nothing', () => {
  assert.throws(() => findContainer(all, '99b36c'), { category: 'conflict' });
  assert.throws(() => findContainer(all, 'b36c2c'), { category: 'not-found' });
  assert.throws(() => findContainer(all, ''), { category: 'not-found' });
});

test('a name is two or more lawful characters, a leading slash is forgiven', () => {
  assert.equal(parseName('/web.1'), 'web.1');
  for (const wrong of ['a', '-ab', '.ab', 'a b', 'ä1', '', '/', 'a/b', 'ab\n'])
    assert.throws(() => parseName(wrong), { category: 'invalid' }, wrong);
});

test('whatever is accepted as a name is found by it', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/), (text) => {
      const one = container('f'.repeat(64), parseName(text));
      assert.equal(findContainer([one], text), one);
    }),
  );
});
