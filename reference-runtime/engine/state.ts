/** The states of a container, which may follow which, and which operation is lawful in which: all decided here. */
import { type Category, RuntimeError } from '../errors';

export type State = 'created' | 'running' | 'exited';

const successors: Record<State, readonly State[]> = {
  created: ['running'],
  running: ['exited'],
  exited: ['running'],
};

/** Operations that depend on the state; all others are lawful in any. */
export type Operation = 'start' | 'stop' | 'kill' | 'remove' | 'resize';

const lawful: Record<Operation, { in: readonly State[]; otherwise: Category; because: string }> = {
  start: { in: ['created', 'exited'], otherwise: 'not-modified', because: 'it is already running' },
  stop: { in: ['running'], otherwise: 'not-modified', because: 'it is not running' },
  kill: { in: ['running'], otherwise: 'conflict', because: 'it is not running' },
  remove: {
    in: ['created', 'exited'],
    otherwise: 'conflict',
    because: 'it is running; stop it first, or remove it by force',
  },
  resize: { in: ['running'], otherwise: 'conflict', because: 'it is not running' },
};

/** Throws RuntimeError when `operation` is not lawful in `state`. `name` is for the message. */
export function demandLawful(operation: Operation, state: State, name: string): void {
  const rule = lawful[operation];
  if (rule.in.includes(state)) return;
  throw new RuntimeError(rule.otherwise, `cannot ${operation} container ${name}: ${rule.because}`);
}

/** The next state. A jump that the table does not know is a fault of the engine, never of the caller. */
export function nextState(from: State, to: State): State {
  if (successors[from].includes(to)) return to;
  throw new RuntimeError('internal', `a container cannot go from ${from} to ${to}`);
}
