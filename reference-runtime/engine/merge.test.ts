import assert from 'node:assert/strict';
import { test } from 'node:test';
import { argvOf, mergeConfig, mergeEnvironment } from './merge';

const image = {
  Entrypoint: ['/probe'],
  Cmd: ['facts'],
  Env: ['VAR1=1', 'VAR2=2'],
  User: 'daemon',
  WorkingDir: '/srv',
};

test('what the request leaves open comes from the image', () => {
  const merged = mergeConfig(image, {});
  assert.deepEqual(argvOf(merged), ['/probe', 'facts']);
  assert.equal(merged.User, 'daemon');
  assert.equal(merged.WorkingDir, '/srv');
});

test("a command in the request replaces the image's and keeps its entrypoint", () => {
  assert.deepEqual(argvOf(mergeConfig(image, { Cmd: ['hold'] })), ['/probe', 'hold']);
});

test("an entrypoint in the request drops the image's command", () => {
  assert.deepEqual(argvOf(mergeConfig(image, { Entrypoint: ['/sh'] })), ['/sh']);
  assert.deepEqual(argvOf(mergeConfig(image, { Entrypoint: [''], Cmd: ['/ls'] })), ['/ls']);
});

test('without any command there is nothing to run', () => {
  assert.throws(() => mergeConfig({}, {}), { category: 'invalid' });
  assert.throws(() => mergeConfig(image, { Entrypoint: [''] }), { category: 'invalid' });
});

test('environment, labels, ports and volumes are joined, the request wins', () => {
  const merged = mergeConfig(
    { ...image, Labels: { a: '1', b: '1' }, ExposedPorts: { '1111/tcp': {} }, Volumes: { '/test1': {} } },
    {
      Env: ['VAR2=3', 'VAR3=3'],
      Labels: { b: '2' },
      ExposedPorts: { '3333/tcp': {} },
      Volumes: { '/test3': {} },
    },
  );
  assert.deepEqual(merged.Env, ['VAR1=1', 'VAR2=3', 'VAR3=3']);
  assert.deepEqual(merged.Labels, { a: '1', b: '2' });
  assert.deepEqual(Object.keys(merged.ExposedPorts ?? {}), ['1111/tcp', '3333/tcp']);
  assert.deepEqual(Object.keys(merged.Volumes ?? {}), ['/test1', '/test3']);
});

test('a variable without a value is taken away; an empty value is a value', () => {
  assert.deepEqual(mergeEnvironment(['A=1', 'B=2'], ['A', 'B=']), ['B=']);
  assert.deepEqual(mergeEnvironment(['A=x=y']), ['A=x=y']);
});

test('a relative working directory is refused', () => {
  assert.throws(() => mergeConfig(image, { WorkingDir: 'srv' }), { category: 'invalid' });
});
