import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { placeholders } from './descriptor';
import { bundledNames, loadDescriptor } from './load-descriptor';

const folder = mkdtempSync(path.join(tmpdir(), 'descriptor-'));
after(() => rmSync(folder, { recursive: true }));

function file(name: string, ...lines: string[]): string {
  const target = path.join(folder, name);
  writeFileSync(target, `${lines.join('\n')}\n`);
  return target;
}

const problemOf = (target: string): string => {
  try {
    loadDescriptor(target);
  } catch (error) {
    assert.equal((error as Error).name, 'ConfigurationError');
    return (error as Error).message.replaceAll(`${folder}/`, '');
  }
  return 'no problem';
};

for (const name of bundledNames())
  test(`${name} says something about every operation`, () => {
    const descriptor = loadDescriptor(name);
    assert.equal(descriptor.name, name);
    for (const operation of Object.keys(placeholders))
      assert.ok(operation in descriptor.operations, operation);
  });

test('the order of refusals survives a change to one of them', () => {
  assert.deepEqual(
    Object.keys(loadDescriptor('podman').refusals.categories),
    Object.keys(loadDescriptor('docker').refusals.categories),
  );
});

test("a vendor's few lines: own command, own name, the rest inherited", () => {
  const target = file(
    'mine.yaml',
    'extends: docker',
    'command: [./bin/mine, --quiet]',
    'capabilities: [network]',
  );
  const mine = loadDescriptor(target);
  assert.deepEqual(mine.command, [path.join(folder, 'bin/mine'), '--quiet']);
  assert.deepEqual([mine.name, mine.capabilities, mine.hints], ['mine', ['network'], {}]);
  assert.deepEqual(mine.operations, loadDescriptor('docker').operations);
});

test('null says that there is no such operation or option', () => {
  const mine = loadDescriptor(
    file('less.yaml', 'extends: docker', 'operations: { diff: null }', 'options: { pids: null }'),
  );
  assert.deepEqual([mine.operations.diff, mine.options.pids], [null, null]);
});

test('mistakes name file, line, column, field, and what was meant', () => {
  const target = file(
    'bad.yaml',
    'extends: docker',
    'comand: [mine]',
    'operations:',
    '  stopp: [stop]',
    'capabilities: [memory-limt]',
    'options: { memory: 3 }',
    "refusals: { categories: { invalid: '(' } }",
  );
  const lines = problemOf(target).split('\n');
  assert.match(
    lines[0] ?? '',
    /^bad\.yaml:2:1: comand: unknown 'comand', did you mean 'command'\? \(allowed: extends, /,
  );
  assert.match(lines[1] ?? '', /^bad\.yaml:4:3: operations\.stopp: unknown 'stopp', did you mean 'stop'\?/);
  assert.match(
    lines[2] ?? '',
    /^bad\.yaml:5:16: capabilities\[0\]: unknown 'memory-limt', did you mean 'memory-limit'\?/,
  );
  assert.match(lines[3] ?? '', /^bad\.yaml:6:20: options\.memory: must be array or null$/);
  assert.match(lines[4] ?? '', /^bad\.yaml:7:36: refusals\.categories\.invalid: is no regular expression$/);
  assert.equal(lines.length, 5);
});

test('a placeholder that the operation does not have', () => {
  assert.equal(
    problemOf(file('place.yaml', 'extends: docker', 'operations:', "  kill: [kill, '{contaner}']")),
    "place.yaml:3:16: operations.kill[1]: unknown 'contaner', did you mean 'container'? (allowed: container, signal)",
  );
});

test('what is no YAML, extends nothing, extends nobody, or extends itself', () => {
  assert.match(problemOf(file('broken.yaml', 'a: [1')), /^broken\.yaml:\d+:\d+: not YAML: /);
  assert.match(
    problemOf(file('alone.yaml', 'command: [mine]')),
    /^alone\.yaml:1:1: says neither 'identity', /,
  );
  assert.match(
    problemOf(file('nobody.yaml', 'extends: dokker')),
    /^nobody\.yaml:1:10: extends: There is no runtime called 'dokker', did you mean 'docker'\?/,
  );
  assert.match(problemOf(file('self.yaml', 'extends: ./self.yaml')), /extends itself/);
});

test('a name that nobody knows', () => {
  assert.match(
    problemOf('podmn'),
    /no runtime called 'podmn', did you mean 'podman'\?\nKnown are: docker, podman, /,
  );
  assert.match(problemOf('./none.yaml'), /^There is no descriptor .*none\.yaml/);
});
