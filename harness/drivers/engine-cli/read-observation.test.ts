import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadDescriptor } from './load-descriptor';
import { readContainer, readContainers } from './read-answer';
import { readEvent, readPruned, readUsage } from './read-observation';

const docker = loadDescriptor('docker');
const podman = loadDescriptor('podman');
const id = 'a'.repeat(64);

test('what a caller had asked for, and times that have not come', () => {
  const json = JSON.stringify([
    {
      Id: id,
      Name: '/n',
      Path: '/probe',
      Args: ['hold'],
      State: { Status: 'created', ExitCode: 0, Pid: 0, StartedAt: '0001-01-01T00:00:00Z' },
      Image: 'sha256:2',
      Created: '2026-01-31T12:00:00.5Z',
      Config: { Env: ['A=b'], Labels: { team: 'blue' }, User: '12', Tty: true, Hostname: 'h' },
      HostConfig: { Memory: 67108864 },
    },
  ]);
  const facts = readContainer(json, docker.answers);
  assert.deepEqual(facts.times, { created: '2026-01-31T12:00:00.5Z' });
  assert.deepEqual(facts.labels, { team: 'blue' });
  assert.deepEqual(facts.asked, {
    argv: ['/probe', 'hold'],
    environment: ['A=b'],
    user: '12',
    workingDirectory: '',
    hostname: 'h',
    terminal: true,
    stdinOpen: false,
    readOnlyRoot: false,
    removeAtEnd: false,
    memory: 67108864,
  });
});

test('a listing shows states, and passes over those of others that nobody knows', () => {
  const entries = [
    { ID: '1', Names: 'a', State: 'running' },
    { ID: '2', Names: 'b', State: 'weird' },
  ];
  assert.deepEqual(readContainers(entries.map((entry) => JSON.stringify(entry)).join('\n'), docker.answers), [
    { id: '1', names: ['a'], state: 'running' },
    { id: '2', names: ['b'] },
  ]);
});

test('events of two engines', () => {
  const ofDocker = {
    Type: 'container',
    Action: 'die',
    Actor: { ID: id, Attributes: { exitCode: '7', name: 'n' } },
    timeNano: 1769860800500000000,
  };
  const ofPodman = {
    ID: id,
    Name: 'n',
    Status: 'died',
    Time: '2026-01-31T12:00:00.5Z',
    ContainerExitCode: 7,
  };
  const event = { kind: 'ended', id, name: 'n', time: 1769860800500, exitStatus: 7 };
  assert.deepEqual(readEvent(JSON.stringify(ofDocker), docker.answers), event);
  assert.deepEqual(readEvent(JSON.stringify(ofPodman), podman.answers), event);
  assert.equal(readEvent(JSON.stringify({ Action: 'exec_start: x' }), docker.answers).kind, 'other');
  assert.throws(() => readEvent('oops', docker.answers), { name: 'UnreadableAnswer' });
});

test('what was pruned', () => {
  assert.deepEqual(readPruned(`Deleted Containers:\n${id}\n\nTotal reclaimed space: 0B\n`), [id]);
  assert.deepEqual(readPruned(`untagged: x:1\ndeleted: sha256:${id}\n`), [id]);
  assert.deepEqual(readPruned('Total reclaimed space: 0B\n'), []);
});

test('usage in human sizes, with units of 1024 and of 1000', () => {
  const ofDocker = JSON.stringify({ MemUsage: '1.5MiB / 23GiB', PIDs: '3' });
  assert.deepEqual(readUsage(ofDocker, docker.answers.usage), { processes: 3, memory: 1572864 });
  const ofPodman = JSON.stringify([{ mem_usage: '614.4kB / 25.28GB', pids: '1' }]);
  assert.deepEqual(readUsage(ofPodman, podman.answers.usage), { processes: 1, memory: 614400 });
});
