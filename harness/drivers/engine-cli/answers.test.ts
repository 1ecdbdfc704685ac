import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expand, optionWords } from './expand';
import { loadDescriptor } from './load-descriptor';
import * as read from './read-answer';
import { readImages } from './read-image';
import { categoryOf, wasTold } from './refusal';

const docker = loadDescriptor('docker');
const podman = loadDescriptor('podman');

test('words depend on values that are there', () => {
  const stop = docker.operations.stop ?? [];
  assert.deepEqual(expand(stop, { container: 'a b' }), ['stop', 'a b']);
  assert.deepEqual(expand(stop, { container: 'c', graceSeconds: 0 }), ['stop', '--time', '0', 'c']);
  const attach = docker.operations.attach ?? [];
  assert.ok(expand(attach, { container: 'c', stdin: false }).includes('--no-stdin'));
  assert.ok(!expand(attach, { container: 'c', stdin: true }).includes('--no-stdin'));
});

test('a value is never read as a template', () => {
  assert.deepEqual(expand(['{image}', 'x{image}', '{argv}'], { image: '{argv}', argv: ['{image}'] }), [
    '{argv}',
    'x{argv}',
    '{image}',
  ]);
});

test('wishes without words are named', () => {
  const options = { ...docker.options, pids: null };
  const { unsupported } = optionWords(options, { image: 'i', limits: { pids: 3, cpus: 1 } }, 'l');
  assert.deepEqual(unsupported, ['pids']);
});

test('the last line is the identifier, whatever came before', () => {
  const id = 'f'.repeat(64);
  assert.equal(read.readId(`Copying\nsha256:${id}\n`), id);
  assert.equal(read.readId('short\n'), 'short');
  assert.equal(read.readId(''), '');
});

test('an answer of another form is unreadable, never a guess', () => {
  const unreadable = { name: 'UnreadableAnswer' };
  assert.throws(() => read.readExitStatus(''), unreadable);
  assert.throws(() => read.readExitStatus('137 or so\n'), unreadable);
  assert.throws(() => read.readChanges('X /a\n', docker.answers.changes), unreadable);
  assert.throws(() => read.readContainer('[]', docker.answers), unreadable);
  assert.throws(() => read.readContainer('oops', docker.answers), unreadable);
});

test('changes keep spaces in paths', () => {
  assert.deepEqual(read.readChanges('A /a b \nD /c\n', docker.answers.changes), [
    { kind: 'added', path: '/a b ' },
    { kind: 'deleted', path: '/c' },
  ]);
});

test('images: one entry for each name, or one for each image', () => {
  const perName = [
    { ID: 'sha256:1', Repository: 'a', Tag: 'x' },
    { ID: 'sha256:1', Repository: 'b', Tag: 'y' },
    { ID: 'sha256:2', Repository: '<none>', Tag: '<none>' },
  ];
  assert.deepEqual(readImages(perName.map((entry) => JSON.stringify(entry)).join('\n'), docker.answers), [
    { id: '1', names: ['a:x', 'b:y'] },
    { id: '2', names: [] },
  ]);
  const perImage = JSON.stringify([
    { Id: '1', Names: ['a:x', 'b:y'] },
    { Id: '1', Names: ['a:x', 'b:y'] },
  ]);
  assert.deepEqual(readImages(perImage, podman.answers), [{ id: '1', names: ['a:x', 'b:y'] }]);
});

test('the address of a container on a network of its own', () => {
  const json = JSON.stringify([
    {
      Id: '1',
      Name: '/n',
      State: { Status: 'running', ExitCode: 0, Pid: 7 },
      Image: 'sha256:2',
      NetworkSettings: { IPAddress: '', Networks: { mine: { IPAddress: '10.0.0.2' } } },
    },
  ]);
  assert.equal(read.readContainer(json, docker.answers).ipAddress, '10.0.0.2');
});

test('a status alone does not make a refusal of a run', () => {
  const said = 'docker: Error response from daemon: exec: "x": executable file not found in $PATH: unknown';
  assert.ok(!wasTold({ status: 127, stderr: 'x: command not found' }, docker.refusals));
  assert.ok(!wasTold({ status: 0, stderr: said }, docker.refusals));
  assert.ok(wasTold({ status: 127, stderr: said }, docker.refusals));
});

test('what matches no expression goes by its status, or is just refused', () => {
  assert.equal(
    categoryOf({ operation: 'run', status: 127, stdout: '', stderr: 'hm' }, docker.refusals),
    'command-not-found',
  );
  assert.equal(
    categoryOf({ operation: 'run', status: 1, stdout: '', stderr: 'hm' }, docker.refusals),
    'refused',
  );
});
