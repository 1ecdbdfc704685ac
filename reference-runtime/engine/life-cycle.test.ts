/** The states and what is lawful in them, held against the table of the specification, which is read as data. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { RuntimeError } from '../errors';
import { demandLawful, nextState, type Operation, type State, states } from './state';

type Table = Record<string, Record<string, { outcomes: string[] } | undefined>>;

const root = path.join(__dirname, path.extname(__filename) === '.ts' ? '../..' : '../../..');
const table = JSON.parse(readFileSync(path.join(root, 'spec/life-cycle.json'), 'utf8')) as Table;
const names: readonly string[] = states;

/** Operations that both know by the same name. */
const common = ['start', 'stop', 'kill', 'remove', 'pause', 'unpause'] as const;

function refusalOf(operation: Operation, state: State): string | undefined {
  try {
    demandLawful(operation, state, 'c');
    return undefined;
  } catch (error) {
    if (error instanceof RuntimeError) return error.category;
    throw error;
  }
}

for (const operation of common)
  for (const state of states)
    test(`${operation} in the state ${state} leads where the specification says`, () => {
      const outcomes = table[operation]?.[state]?.outcomes ?? [];
      const refusal = refusalOf(operation, state);
      // Clients are told that nothing had to be done, which is an answer: the container stays where it is.
      if (refusal === 'not-modified') assert.ok(outcomes.includes(state), `${outcomes}`);
      else if (refusal) assert.ok(outcomes.includes(refusal), `${refusal}, not ${outcomes}`);
      else
        assert.ok(
          outcomes.some((outcome) => names.includes(outcome) || outcome === 'removed'),
          `${outcomes}`,
        );
    });

test('the states follow each other as the specification says', () => {
  const told = Object.values(table).flatMap((cells) =>
    states.flatMap((from) =>
      (cells[from]?.outcomes ?? [])
        .filter((to) => names.includes(to) && to !== from)
        .map((to) => `${from} → ${to}`),
    ),
  );
  const possible = states.flatMap((from) =>
    states.filter((to) => isPossible(from, to)).map((to) => `${from} → ${to}`),
  );
  assert.deepEqual(possible.sort(), [...new Set(told)].sort());
});

function isPossible(from: State, to: State): boolean {
  try {
    return nextState(from, to) === to;
  } catch {
    return false;
  }
}
