/**
 * What a runtime made of a request: an answer, or a refusal. A driver reports one of the two and never throws because
 * a runtime said no; it throws only when it could not find out what the runtime said (see DriverError).
 */
export type Outcome<T> = Answer<T> | Refusal;

export interface Answer<T> {
  readonly kind: 'answer';
  readonly value: T;
  readonly exchange: Exchange;
}

export interface Refusal {
  readonly kind: 'refusal';
  readonly category: RefusalCategory;
  readonly exchange: Exchange;
}

/**
 * Categories of refusal of the specification (spec/README.md, "Refusals").
 * `refused` is the answer of a driver that sees the refusal but cannot tell its kind from what the runtime returned.
 */
export const refusalCategories = [
  'not-found',
  'conflict',
  'invalid',
  'command-not-found',
  'command-not-executable',
  'not-supported',
  'refused',
] as const;
export type RefusalCategory = (typeof refusalCategories)[number];

/** What was asked and what came back, word for word: the evidence of an operation. */
export interface Exchange {
  /** The operation in the specification's words, e.g. `stop`. */
  readonly operation: string;
  /** The command line or the HTTP request line that was sent. */
  readonly asked: readonly string[];
  /** Exit status of the command, or HTTP status. */
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly durationMs: number;
}

/** The driver could not learn what the runtime did: the fault is ours or the host's, never the runtime's. */
export class DriverError extends Error {
  override readonly name = 'DriverError';
}

/** The runtime did not answer within the run's budget. A verdict `failed`, not `broken`: an answer that never comes is wrong. */
export class TimeoutError extends Error {
  override readonly name = 'TimeoutError';
}

/** What the runtime answered does not have the form that its documentation, the descriptor or the protocol promises: verdict `failed`. */
export class UnreadableAnswer extends Error {
  override readonly name = 'UnreadableAnswer';
}
