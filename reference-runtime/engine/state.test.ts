import assert from 'node:assert/strict';
import { test } from 'node:test';
import { demandLawful, nextState, type Operation, type State } from './state';

const categoryOf = (operation: Operation, state: State): string => {
  try {
    demandLawful(operation, state, 'c');
    return 'lawful';
  } catch (error) {
    return (error as { category: string }).category;
  }
};

test('every operation is lawful or refused with its category in every state', () => {
  const table = (['start', 'stop', 'kill', 'remove', 'resize', 'pause', 'unpause'] as const).map(
    (operation) => [
      operation,
      ...(['created', 'running', 'paused', 'exited'] as const).map((state) => categoryOf(operation, state)),
    ],
  );
  assert.deepEqual(table, [
    ['start', 'lawful', 'not-modified', 'conflict', 'lawful'],
    ['stop', 'not-modified', 'lawful', 'lawful', 'not-modified'],
    ['kill', 'conflict', 'lawful', 'lawful', 'conflict'],
    ['remove', 'lawful', 'conflict', 'conflict', 'lawful'],
    ['resize', 'conflict', 'lawful', 'lawful', 'conflict'],
    ['pause', 'conflict', 'lawful', 'conflict', 'conflict'],
    ['unpause', 'conflict', 'conflict', 'lawful', 'conflict'],
  ]);
});

test('a container is created, runs, pauses, exits, and may run again', () => {
  assert.equal(nextState('created', 'running'), 'running');
  assert.equal(nextState('running', 'paused'), 'paused');
  assert.equal(nextState('paused', 'running'), 'running');
  assert.equal(nextState('paused', 'exited'), 'exited');
  assert.equal(nextState('running', 'exited'), 'exited');
  assert.equal(nextState('exited', 'running'), 'running');
  assert.throws(() => nextState('created', 'exited'), /from created to exited/);
  assert.throws(() => nextState('running', 'running'), /from running to running/);
});
