import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { RuntimeError } from '../errors';
import { formatName, parseName } from './references';

const refuses = (name: string) =>
  assert.throws(
    () => parseName(name),
    (error) => error instanceof RuntimeError && error.category === 'invalid',
    name,
  );

describe('an image name', () => {
  test('is split at the last colon, unless a slash follows', () => {
    assert.deepEqual(parseName('root'), { repository: 'root', tag: 'latest' });
    assert.deepEqual(parseName('root:tag'), { repository: 'root', tag: 'tag' });
    assert.deepEqual(parseName('user/repo'), { repository: 'user/repo', tag: 'latest' });
    assert.deepEqual(parseName('user/repo:tag'), { repository: 'user/repo', tag: 'tag' });
    assert.deepEqual(parseName('url:5000/repo'), { repository: 'url:5000/repo', tag: 'latest' });
    assert.deepEqual(parseName('url:5000/repo:tag'), { repository: 'url:5000/repo', tag: 'tag' });
    assert.deepEqual(parseName('[::1]:5000/a__b/c.d-e'), {
      repository: '[::1]:5000/a__b/c.d-e',
      tag: 'latest',
    });
  });

  test('is shown without the default registry', () => {
    assert.equal(formatName(parseName('docker.io/library/base')), 'base:latest');
    assert.equal(formatName(parseName('index.docker.io/me/base:1')), 'me/base:1');
    assert.equal(formatName(parseName('localhost/base')), 'localhost/base:latest');
  });

  test('has a tag of 1–128 characters', () => {
    assert.equal(parseName(`a:${'x'.repeat(128)}`).tag.length, 128);
    for (const tag of ['-x', '.x', 'a b', 'ä', 'x'.repeat(129), '']) refuses(`a:${tag}`);
  });

  test('has lower-case parts', () => {
    for (const name of [
      '',
      'Root',
      'user/Repo',
      'a//b',
      '/a',
      'a/',
      'a..b',
      'a___b',
      '-a',
      'a-',
      'a b',
      '../a',
      'a@sha256:00',
    ])
      refuses(name);
    refuses('a'.repeat(256));
    refuses('f'.repeat(64));
    assert.equal(parseName('HOST/repo').repository, 'HOST/repo');
    assert.equal(parseName('a--b').repository, 'a--b');
  });

  test('is the same after it was written and read again', () => {
    const part = fc.stringMatching(/^[a-z0-9]+([._-][a-z0-9]+){0,2}$/).filter((text) => text.length < 40);
    const repository = fc
      .array(part, { minLength: 1, maxLength: 4 })
      .map((parts) => ['any', ...parts].join('/'));
    fc.assert(
      fc.property(repository, fc.stringMatching(/^[\w][\w.-]{0,20}$/), (name, tag) => {
        const parsed = parseName(`${name}:${tag}`);
        assert.deepEqual(parseName(formatName(parsed)), parsed);
        assert.equal(parsed.tag, tag);
      }),
    );
  });
});
