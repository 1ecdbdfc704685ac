import { setTimeout } from 'node:timers/promises';
import { CannotJudgeError } from './exit-status';
import type { Subject } from './subject';

export interface CleanUp {
  /** Images that are lawfully there until now. */
  readonly expected: readonly string[];
  /** The run was broken off: scenarios had no time to tidy up, what they left is no leak. */
  readonly hasty: boolean;
  readonly budgetMs: number;
}

/**
 * Removes what the run has made and lets go of the runtime, however the run went.
 * @returns what should not have been there, or could not be removed.
 */
export async function cleanUp(
  opening: Promise<Subject>,
  { expected, hasty, budgetMs }: CleanUp,
): Promise<string[]> {
  const subject = await opening.catch(() => undefined);
  if (subject === undefined) return [];
  const found: string[] = [];
  try {
    const { leaks, left } = await within(budgetMs, sweepAll(subject, expected, hasty));
    if (!hasty) found.push(...leaks);
    found.push(...left.map((problem) => `could not be removed: ${problem}`));
  } catch (error) {
    found.push(`could not look for leftovers: ${(error as Error).message}`);
  }
  return [...found, ...(await subject.close())];
}

async function sweepAll(
  subject: Subject,
  expected: readonly string[],
  again: boolean,
): ReturnType<Subject['sweep']> {
  const swept = await subject.sweep(expected);
  // What a client that was stopped midway had asked for may come into being after the first look.
  return again ? subject.sweep(expected) : swept;
}

/** A runtime that hangs must not keep its user waiting after the last scenario: all of the sweep has the budget of one answer. */
async function within<T>(budgetMs: number, work: Promise<T>): Promise<T> {
  work.catch(() => undefined); // may fail when nobody waits any more
  const late = new AbortController();
  const tooLate = setTimeout(budgetMs, undefined, { signal: late.signal }).then(() => {
    throw new CannotJudgeError(`the runtime took more than ${budgetMs} ms to be swept`);
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    late.abort();
    tooLate.catch(() => undefined);
  }
}
