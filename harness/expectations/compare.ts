import type { ClauseVerdict, Verdict } from '../verdicts/verdict';

/** A known deviation of a runtime, as its file states it. */
export interface Expectation {
  readonly verdict: Exclude<Verdict, 'passed' | 'not-run'>;
  readonly reason: string;
  readonly link?: string;
}

export type Expectations = ReadonlyMap<string, Expectation>;

export interface Comparison {
  /** Not passed, and not expected to be so. */
  readonly unexpected: readonly ClauseVerdict[];
  /** Expected, and no longer so. */
  readonly stale: readonly { readonly result: ClauseVerdict; readonly expectation: Expectation }[];
  /** Not passed, exactly as expected. */
  readonly expected: readonly ClauseVerdict[];
}

/**
 * Holds results against known deviations. Expectations never change a verdict; they only tell whether something is new.
 * Entries for clauses that the run did not judge say nothing, and what the host cannot show of a SHOULD or MAY is no deviation.
 */
export function compare(results: readonly ClauseVerdict[], expectations: Expectations): Comparison {
  const isDeviation = ({ verdict, level }: ClauseVerdict) =>
    !['passed', 'not-claimed'].includes(verdict) && !(verdict === 'environment' && level !== 'MUST');
  const isExpected = (result: ClauseVerdict) => expectations.get(result.id)?.verdict === result.verdict;
  return {
    unexpected: results.filter((result) => isDeviation(result) && !isExpected(result)),
    stale: results.flatMap((result) => {
      const expectation = expectations.get(result.id);
      const isStale = expectation !== undefined && !isExpected(result) && result.verdict !== 'environment';
      return isStale ? [{ result, expectation }] : [];
    }),
    expected: results.filter((result) => expectations.has(result.id) && isExpected(result)),
  };
}
