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
  const table = (['start', 'stop', 'kill', 'remove', 'resize'] as const).map((operation) => [
    operation,
    ...(['created', 'running', 'exited'] as const).map((state) => categoryOf(operation, state)),
  ]);
  assert.deepEqual(table, [
    ['start', 'lawful', 'not-modified', 'lawful'],
    ['stop', 'not-modified', 'lawful', 'not-modified'],
    ['kill', 'conflict', 'lawful', 'conflict'],
    ['remove', 'lawful', 'conflict', 'lawful'],
    ['resize', 'conflict', 'lawful', 'conflict'],
  ]);
});

test('a container is created, runs, exits, and may run again', () => {
  assert.equal(nextState('created', 'running'), 'running');
  assert.equal(nextState('running', 'exited'), 'exited');
  assert.equal(nextState('exited', 'running'), 'running');
  assert.throws(() => nextState('created', 'exited'), /from created to exited/);
  assert.throws(() => nextState('running', 'running'), /from running to running/);
});
