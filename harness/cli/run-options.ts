import { randomInt } from 'node:crypto';
import os from 'node:os';
import { type Clause, profiles } from '../clauses/clause';
import { readIndex } from '../clauses/clause-index';
import { readFeatures } from '../clauses/features';
import { checkRequired } from '../clauses/required-rules';
import { readRequiredSets } from '../clauses/required-set';
import { gapsIn, readReviews, staleness } from '../clauses/reviews';
import type { Expectations } from '../expectations/compare';
import { packageRoot } from '../package-root';
import type { Summary } from '../verdicts/verdict';
import { CannotJudgeError, UsageError } from './exit-status';
import { type Selection, select } from './selection';

/** As commander hands over what the user typed. */
export interface RunArguments {
  runtime: string;
  profile: string;
  clause?: string[];
  tags?: string;
  parallel?: string;
  out?: string;
  expectations?: string;
  seed?: string;
  budget: string;
}

/** What a run is about, checked as far as it can be without asking the runtime. */
export interface RunPlan {
  readonly runtime: string;
  readonly profile: string;
  readonly selection: Selection;
  readonly clauses: readonly Clause[];
  readonly spec: Summary['spec'];
  /** Why the text is no ground for a verdict on a whole profile; empty when it is. */
  readonly faults: readonly string[];
  /** Clauses whose scenarios prove nothing, and why. */
  readonly stale: ReadonlyMap<string, string>;
  readonly parallel: number;
  readonly seed: string;
  readonly budgetMs: number;
  readonly out: string | undefined;
  readonly expectations: Expectations | undefined;
}

export const defaults = {
  runtime: 'reference',
  /** The widest: every clause. */
  profile: profiles[profiles.length - 1] as string,
  /** Seconds. Ten times what a slow engine needs for its slowest operation. */
  budget: '20',
} as const;

/**
 * @throws {UsageError} that names the wrong option and what would be right.
 * @throws {CannotJudgeError} when no scenario is left.
 */
export async function planRun(given: RunArguments): Promise<RunPlan> {
  const index = readIndex(packageRoot);
  const { version, digest, clauses } = index;
  const sets = readRequiredSets(packageRoot);
  const selection = select(clauses, given, () => readFeatures(packageRoot).features);
  if (selection.judged.length === 0)
    throw new CannotJudgeError(`${whyNothing(given)}: nothing would be judged`);
  return {
    runtime: given.runtime,
    profile: given.profile,
    selection,
    clauses,
    spec: { version, digest, frozen: sets.some((set) => set.version === version) },
    faults: selection.partial ? [] : checkRequired(index, sets).map(({ message }) => message),
    stale: staleness(gapsIn(clauses, readReviews(packageRoot).reviews), sets.length === 0),
    parallel: given.parallel === undefined ? os.availableParallelism() : count('--parallel', given.parallel),
    seed: given.seed ?? String(randomInt(1_000_000)),
    budgetMs: count('--budget', given.budget) * 1000,
    out: given.out,
    expectations:
      given.expectations === undefined ? undefined : await expectationsOf(given.expectations, clauses),
  };
}

const whyNothing = ({ tags, clause = [] }: RunArguments): string =>
  tags === undefined
    ? `no scenario examines ${clause.join(', ')}, and the specification says why`
    : `no scenario fits --tags '${tags}'`;

function count(option: string, typed: string): number {
  const number = Number(typed);
  if (Number.isInteger(number) && number >= 1 && number <= 1000) return number;
  throw new UsageError(`${option} must be a whole number from 1 to 1000, not '${typed}'`);
}

async function expectationsOf(file: string, clauses: readonly Clause[]): Promise<Expectations> {
  const { ExpectationsError, readExpectations } = await import('../expectations/read.js');
  try {
    return readExpectations(file, clauses);
  } catch (error) {
    if (error instanceof ExpectationsError) throw new UsageError(error.message);
    throw error;
  }
}
