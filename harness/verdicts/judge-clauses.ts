import type { Clause } from '../clauses/clause';
import {
  type ClauseVerdict,
  type ScenarioVerdict,
  type Tally,
  type Verdict,
  verdicts,
  worst,
} from './verdict';

/** The verdict on each clause; `stale` tells why scenarios of a clause prove nothing. */
export const judgeClauses = (
  judged: readonly Clause[],
  scenarios: readonly ScenarioVerdict[],
  stale: ReadonlyMap<string, string> = new Map(),
): ClauseVerdict[] => judged.map((clause) => discredit(judgeClause(clause, scenarios), stale.get(clause.id)));

/** A clause takes the gravest verdict of its scenarios; without any it is not-run. */
function judgeClause(clause: Clause, scenarios: readonly ScenarioVerdict[]): ClauseVerdict {
  const own = scenarios.filter((scenario) => scenario.clauses.includes(clause.id));
  const found = own.map((scenario) => verdictFor(clause, scenario));
  const verdict = found.map((f) => f.verdict).reduce<Verdict>(worst, own.length === 0 ? 'not-run' : 'passed');
  const reasons = found.filter((f) => f.verdict === verdict && f.reason !== '').map((f) => f.reason);
  const reason =
    own.length === 0 ? 'No scenario of the clause was executed.' : [...new Set(reasons)].join('\n');
  const { id, level, title } = clause;
  return { id, level, title, verdict, reason, scenarios: own.map((scenario) => scenario.id) };
}

/** Scenarios that were written for another sentence blame the suite, whatever they have shown. */
const discredit = (result: ClauseVerdict, doubt: string | undefined): ClauseVerdict =>
  doubt === undefined || result.verdict === 'not-run'
    ? result
    : { ...result, verdict: 'broken', reason: `${result.verdict}, but ${doubt}` };

/** Not claiming a capability excuses only from clauses that need one. */
function verdictFor(
  clause: Clause,
  { verdict, reason }: ScenarioVerdict,
): { verdict: Verdict; reason: string } {
  if (verdict !== 'not-claimed' || clause.needs.length > 0) return { verdict, reason };
  return {
    verdict: 'broken',
    reason: `${clause.id} needs no capability, yet its scenario was skipped: ${reason}`,
  };
}

const fieldOf: Record<Verdict, Exclude<keyof Tally, 'total'>> = {
  passed: 'passed',
  'not-claimed': 'notClaimed',
  environment: 'environment',
  'not-run': 'notRun',
  failed: 'failed',
  broken: 'broken',
};

/** How many of each verdict. */
export function tally(results: readonly { verdict: Verdict }[]): Tally {
  const count = (verdict: Verdict) => results.filter((result) => result.verdict === verdict).length;
  const counts = Object.fromEntries(verdicts.map((verdict) => [fieldOf[verdict], count(verdict)]));
  return { total: results.length, ...counts } as unknown as Tally;
}
