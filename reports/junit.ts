import type { ClauseVerdict, Summary } from '../harness/verdicts/verdict';
import { areasOf } from './areas';
import { escapeMarkup } from './escape';

/**
 * JUnit XML, as CI servers read it: a suite per area, a case per clause. A recommendation that is not followed is no failure of
 * the build, so it stands as skipped, with its reason.
 */
export function junitReport(summary: Summary): string {
  const suites = areasOf(summary.results).map(({ name, results }) => {
    const counts = `tests="${results.length}" failures="${count(results, 'failure')}" errors="${count(results, 'error')}" skipped="${count(results, 'skipped')}"`;
    const cases = results.map((result) => testCase(name, result, summary));
    return `  <testsuite name="${name}" ${counts} timestamp="${summary.startedAt}">\n${cases.join('')}  </testsuite>\n`;
  });
  const title = escapeMarkup(
    `Standard Container: ${summary.runtime.name} ${summary.runtime.version}, profile ${summary.profile}`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${title}" time="${seconds(summary.durationMs)}">\n${suites.join('')}</testsuites>\n`;
}

type Outcome = 'failure' | 'error' | 'skipped' | undefined;

function outcomeOf({ verdict, level }: ClauseVerdict): Outcome {
  if (verdict === 'passed') return undefined;
  if (verdict === 'broken' || verdict === 'not-run') return 'error';
  return verdict === 'failed' && level === 'MUST' ? 'failure' : 'skipped';
}

const count = (results: readonly ClauseVerdict[], outcome: Outcome): number =>
  results.filter((result) => outcomeOf(result) === outcome).length;

function testCase(area: string, result: ClauseVerdict, summary: Summary): string {
  const own = summary.scenarioResults.filter((scenario) => result.scenarios.includes(scenario.id));
  const time = seconds(own.reduce((sum, scenario) => sum + scenario.durationMs, 0));
  const head = `    <testcase classname="${area}" name="${escapeMarkup(`${result.id} ${result.title}`)}" time="${time}"`;
  const outcome = outcomeOf(result);
  if (outcome === undefined) return `${head}/>\n`;
  const message = escapeMarkup(`${result.level} ${result.verdict}: ${result.reason.split('\n')[0] ?? ''}`);
  const type = outcome === 'skipped' ? '' : ` type="${result.verdict}"`;
  const places = own
    .filter((scenario) => scenario.verdict !== 'passed')
    .map((s) => `${s.location} ${s.name}\n${s.reason}`);
  const body = escapeMarkup([...places, ...(places.length === 0 ? [result.reason] : [])].join('\n\n'));
  return `${head}>\n      <${outcome} message="${message}"${type}>${body}</${outcome}>\n    </testcase>\n`;
}

const seconds = (ms: number): string => (ms / 1000).toFixed(3);
