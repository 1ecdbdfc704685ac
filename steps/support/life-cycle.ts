/** The life cycle as the specification's table has it: what an operation may lead to in each state. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../harness/package-root';
import { SuiteError } from '../../harness/verdicts/evidence';
import type { Container } from './containers';
import type { ScenarioWorld } from './world';

type Table = Record<string, Record<string, { outcomes: string[] } | undefined> | undefined>;
let table: Table | undefined;

/** States, and categories of refusal. */
export function leads(operation: string, state: string): readonly string[] {
  table ??= JSON.parse(readFileSync(path.join(packageRoot, 'spec/life-cycle.json'), 'utf8')) as Table;
  const cell = table[operation]?.[state];
  if (!cell)
    throw new SuiteError(`the table of the life cycle says nothing of ${operation} in the state ${state}`);
  return cell.outcomes;
}

/** The states in which one operation after the other may leave a container. A refusal leaves it where it was. */
export const leadsOn = (operations: readonly [string, string], state: string): string[] => {
  const [one, other] = operations;
  return [...new Set([...inOrder([one, other], state), ...inOrder([other, one], state)])];
};

const inOrder = (operations: readonly string[], state: string): string[] =>
  operations.reduce<string[]>(
    (before, operation) =>
      before.flatMap((each) => leads(operation, each).map((outcome) => (isState(outcome) ? outcome : each))),
    [state],
  );

const states = ['created', 'running', 'paused', 'exited', 'removed'];
export const isState = (outcome: string): boolean => states.includes(outcome);

/** A removed container has none: nothing finds it. */
export async function stateOf({ runtime }: ScenarioWorld, { request }: Container): Promise<string> {
  const outcome = await runtime.inspect(request.name);
  if (outcome.kind === 'answer') return outcome.value.state;
  return outcome.category === 'not-found' ? 'removed' : `inspecting it is refused: ${outcome.category}`;
}
