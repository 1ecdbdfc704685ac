import type { Envelope } from '@cucumber/messages';
import type { Clause } from '../clauses/clause';
import { judgeClauses, tally } from './judge-clauses';
import { judgeScenario } from './judge-scenario';
import { type Recording, record } from './record';
import type { ClauseVerdict, ScenarioVerdict, Summary, Verdict } from './verdict';

export interface Question {
  /** The clauses that the run had to judge: all of them, or the run is incomplete. */
  readonly judged: readonly Clause[];
  /** What went wrong outside the stream: an interrupt, a crash of the executor. Any makes the run incomplete. */
  readonly faults?: readonly string[];
  /** Clauses whose scenarios nobody has held against the present sentence, and that in words: what they show proves nothing. */
  readonly stale?: ReadonlyMap<string, string>;
}

export interface Folded
  extends Pick<Summary, 'verdict' | 'reasons' | 'clauses' | 'scenarios' | 'results' | 'scenarioResults'> {
  /** Why the run did not come to its end; empty when it did, whatever it found. */
  readonly unfinished: readonly string[];
}

/** The verdicts that a message stream proves; a pure function of its arguments. The rules: spec/README.md, «Verdicts». */
export function fold(envelopes: Iterable<Envelope>, { judged, faults = [], stale }: Question): Folded {
  const recording = record(envelopes);
  const scenarioResults = recording.scenarios.map(judgeScenario);
  const results = judgeClauses(judged, scenarioResults, stale);
  const of = (level: Clause['level']) => tally(results.filter((result) => result.level === level));
  return {
    ...judgeRun(recording, scenarioResults, results, faults),
    clauses: { MUST: of('MUST'), SHOULD: of('SHOULD'), MAY: of('MAY') },
    scenarios: countScenarios(scenarioResults),
    results,
    scenarioResults,
  };
}

/**
 * A run that did not come to its end judges nothing. Otherwise one violated MUST settles it; without one, everything must
 * have been judged before the runtime may be called conformant.
 */
function judgeRun(
  recording: Recording,
  scenarios: readonly ScenarioVerdict[],
  results: readonly ClauseVerdict[],
  faults: readonly string[],
): Pick<Folded, 'verdict' | 'reasons' | 'unfinished'> {
  const unfinished = [...faults, ...recording.faults, ...unfinishedReasons(recording, scenarios)];
  const violated = idsOf(results, 'failed', 'MUST');
  const unjudged = [
    phrase('the suite is at fault', idsOf(results, 'broken')),
    phrase('not executed', idsOf(results, 'not-run')),
    phrase('this host cannot show', idsOf(results, 'environment', 'MUST')),
    results.length === 0 ? ['no clause was to be judged'] : [],
  ].flat();
  const reasons = [...unfinished, ...phrase('violated', violated), ...unjudged];
  if (unfinished.length > 0) return { verdict: 'incomplete', reasons, unfinished };
  if (violated.length > 0) return { verdict: 'non-conformant', reasons, unfinished };
  return { verdict: unjudged.length > 0 ? 'incomplete' : 'conformant', reasons, unfinished };
}

const notExecuted: ReadonlySet<Verdict> = new Set(['not-claimed', 'environment', 'not-run']);

function unfinishedReasons(recording: Recording, scenarios: readonly ScenarioVerdict[]): string[] {
  const open = scenarios.filter((scenario) => scenario.verdict === 'not-run').length;
  return [
    recording.finished ? [] : ['the run did not come to its end'],
    scenarios.every((scenario) => notExecuted.has(scenario.verdict)) ? ['no scenario was executed'] : [],
    open === 0 ? [] : [`${open} of ${scenarios.length} scenarios did not finish`],
  ].flat();
}

const idsOf = (results: readonly ClauseVerdict[], verdict: Verdict, level?: Clause['level']): string[] =>
  results.filter((r) => r.verdict === verdict && (level === undefined || r.level === level)).map((r) => r.id);

const namedAtMost = 20;

/** `violated: STOP-1, STOP-3`; a long list is cut, `results` has them all. */
function phrase(what: string, ids: readonly string[]): string[] {
  if (ids.length === 0) return [];
  const more = ids.length > namedAtMost ? ` and ${ids.length - namedAtMost} more` : '';
  return [`${what}: ${ids.slice(0, namedAtMost).join(', ')}${more}`];
}

function countScenarios(scenarios: readonly ScenarioVerdict[]): Summary['scenarios'] {
  const count = (...wanted: Verdict[]) =>
    scenarios.filter((scenario) => wanted.includes(scenario.verdict)).length;
  return {
    total: scenarios.length,
    passed: count('passed'),
    failed: count('failed', 'broken'),
    skipped: count('not-claimed', 'environment', 'not-run'),
  };
}
