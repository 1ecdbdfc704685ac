/** The states of a container, which may follow which, and which operation is lawful in which: all decided here. */
import { type Category, RuntimeError } from '../errors';

/** `paused`: its processes live and are not scheduled. */
export const states = ['created', 'running', 'paused', 'exited'] as const;
export type State = (typeof states)[number];

const successors: Record<State, readonly State[]> = {
  created: ['running'],
  running: ['paused', 'exited'],
  // The host may end a paused process, too.
  paused: ['running', 'exited'],
  exited: ['running'],
};

/** Whether a container in this state has a process. */
export const isAlive = (state: State): boolean => state === 'running' || state === 'paused';

/** Operations that depend on the state; all others are lawful in any. */
export type Operation =
  | 'start'
  | 'stop'
  | 'kill'
  | 'remove'
  | 'resize'
  | 'pause'
  | 'unpause'
  | 'attach to'
  | 'exec in'
  | 'list the processes of';

interface Refusal {
  readonly category: Category;
  readonly because: string;
}
type Rule = { readonly [state in State]?: Refusal };

const refusal = (category: Category, because: string): Refusal => ({ category, because });
const notRunning = refusal('conflict', 'it is not running');
const isPaused = refusal('conflict', 'it is paused; unpause it first');

/** What an operation is refused for; a state that is not named is lawful. */
const refused: Record<Operation, Rule> = {
  start: {
    running: refusal('not-modified', 'it is already running'),
    paused: isPaused,
  },
  stop: {
    created: refusal('not-modified', 'it is not running'),
    exited: refusal('not-modified', 'it is not running'),
  },
  kill: { created: notRunning, exited: notRunning },
  remove: {
    running: refusal('conflict', 'it is running; stop it first, or remove it by force'),
    paused: refusal('conflict', 'it is paused; unpause and stop it first, or remove it by force'),
  },
  resize: { created: notRunning, exited: notRunning },
  pause: { created: notRunning, exited: notRunning, paused: refusal('conflict', 'it is already paused') },
  unpause: {
    created: refusal('conflict', 'it is not paused'),
    running: refusal('conflict', 'it is not paused'),
    exited: refusal('conflict', 'it is not paused'),
  },
  'attach to': { paused: isPaused },
  'list the processes of': { created: notRunning, exited: notRunning },
  'exec in': { created: notRunning, paused: isPaused, exited: notRunning },
};

/**
 * Throws RuntimeError when `operation` is not lawful in `state`. `name` is for the message.
 * Clauses: PAUSE-5 … PAUSE-8, EXEC-19, REMOVE-2, LIFE-1, LIFE-2.
 */
export function demandLawful(operation: Operation, state: State, name: string): void {
  const reason = refused[operation][state];
  if (reason)
    throw new RuntimeError(reason.category, `cannot ${operation} container ${name}: ${reason.because}`);
}

/** The next state. A jump that the table does not know is a fault of the engine, never of the caller. */
export function nextState(from: State, to: State): State {
  if (successors[from].includes(to)) return to;
  throw new RuntimeError('internal', `a container cannot go from ${from} to ${to}`);
}
