import { areaOf } from '../harness/clauses/clause';
import type { ClauseVerdict, Verdict } from '../harness/verdicts/verdict';
import { verdicts } from '../harness/verdicts/verdict';

/** The clauses of one heading of the specification: `STOP`. */
export interface Area {
  readonly name: string;
  readonly results: readonly ClauseVerdict[];
  readonly passed: number;
  /** Verdicts other than passed, gravest first, with the clauses that have them; recommendations are marked as such. */
  readonly others: readonly { verdict: Verdict; ids: readonly string[] }[];
}

/** Results grouped by area, in the order of the specification. */
export function areasOf(results: readonly ClauseVerdict[]): Area[] {
  const names = [...new Set(results.map((result) => areaOf(result.id)))];
  return names.map((name) => {
    const own = results.filter((result) => areaOf(result.id) === name);
    const idsWith = (verdict: Verdict) =>
      own
        .filter((result) => result.verdict === verdict)
        .map(({ id, level }) => (level === 'MUST' ? id : `${id} (${level})`));
    const others = verdicts
      .filter((verdict) => verdict !== 'passed')
      .map((verdict) => ({ verdict, ids: idsWith(verdict) }))
      .filter(({ ids }) => ids.length > 0)
      .reverse();
    return { name, results: own, passed: idsWith('passed').length, others };
  });
}
