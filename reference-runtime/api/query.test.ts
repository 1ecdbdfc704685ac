import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Query } from './query';

test('booleans as clients write them', () => {
  const query = new Query('a=1&b=true&c=T&d=0&e=false&f=F&g=&h=yes');
  assert.deepEqual(
    [...'abcdefghi'].map((name) => query.flag(name)),
    [true, true, true, false, false, false, false, true, false],
  );
});

test('whole numbers, or a refusal that names the parameter', () => {
  assert.equal(new Query('t=-1').integer('t'), -1);
  assert.equal(new Query('').integer('t'), undefined);
  for (const wrong of ['t=abc', 't=1.5', 't=1e3', 't=99999999999999999999'])
    assert.throws(() => new Query(wrong).integer('t'), { category: 'invalid', message: /"t"/ });
});

test('filters in both notations', () => {
  const read = (value: unknown) =>
    new Query(`filters=${encodeURIComponent(JSON.stringify(value))}`).filters();
  assert.deepEqual(read({ name: ['a', 'b'] }), { name: ['a', 'b'] });
  assert.deepEqual(read({ name: { a: true, b: false } }), { name: ['a'] });
  assert.deepEqual(new Query('').filters(), {});
  for (const wrong of ['[]', '{', '1', '{"name":1}'])
    assert.throws(
      () => new Query(`filters=${encodeURIComponent(wrong)}`).filters(),
      { category: 'invalid' },
      wrong,
    );
});

test('times with fractions and in RFC 3339; zero is no bound', () => {
  assert.equal(new Query('since=1.5').time('since'), 1_500_000_000n);
  assert.equal(new Query('since=1970-01-01T00:00:01Z').time('since'), 1_000_000_000n);
  assert.equal(new Query('since=0').time('since'), undefined);
  assert.throws(() => new Query('since=yesterday').time('since'), { category: 'invalid' });
});
