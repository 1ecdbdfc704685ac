import type { Clause } from '../harness/clauses/clause';
import type { ClauseVerdict, RunVerdict, ScenarioVerdict, Summary } from '../harness/verdicts/verdict';
import { type Area, areasOf } from './areas';
import { type Paint, verdictStyle } from './paint';
import { againCommand, duration, harnessShare, hostInWords, tallyInWords, verdictInWords } from './wording';

export interface ConsoleOptions {
  readonly paint: Paint;
  /** As the user named it on the command line, to tell how to repeat a part of the run. */
  readonly runtimeArgument: string;
  /** Known deviations, which are told in one line instead of a paragraph. */
  readonly expected?: ReadonlySet<string>;
}

const shownFailures = 15;

/** What a person reads at the end of a run: areas, then each failure with all that is needed to act, then the verdict. */
export function consoleReport(summary: Summary, clauses: readonly Clause[], options: ConsoleOptions): string {
  const { paint, expected } = options;
  const told = summary.results.filter(
    (result) => ['failed', 'broken'].includes(result.verdict) && !expected?.has(result.id),
  );
  const failures = told.slice(0, shownFailures).map((result) => failure(result, summary, clauses, options));
  const more =
    told.length > shownFailures ? [`… and ${told.length - shownFailures} more: see report.html`, ''] : [];
  return [
    '',
    `${paint('bold', `${summary.runtime.name} ${summary.runtime.version}`)} · ${hostInWords(summary)}`,
    '',
    ...areasOf(summary.results).map((area) => areaLine(area, paint)),
    '',
    ...failures,
    ...more,
    ...conclusion(summary, paint),
    '',
  ].join('\n');
}

function areaLine({ name, passed, results, others }: Area, paint: Paint): string {
  const gravest = others[0]?.verdict ?? 'passed';
  const sign = { passed: '✓', failed: '✗', broken: '✗' }[gravest as string] ?? '–';
  const told = others.map(({ verdict, ids }) =>
    paint(verdictStyle[verdict], `${verdict}: ${ids.length === results.length ? 'all' : ids.join(' ')}`),
  );
  const counts = `${String(passed).padStart(3)} of ${String(results.length).padEnd(3)}`;
  return `  ${paint(verdictStyle[gravest], sign)} ${name.padEnd(9)} ${counts} ${told.join('  ')}`.trimEnd();
}

function failure(
  result: ClauseVerdict,
  summary: Summary,
  clauses: readonly Clause[],
  options: ConsoleOptions,
): string {
  const { paint } = options;
  const clause = clauses.find(({ id }) => id === result.id);
  const culprits = summary.scenarioResults.filter(
    ({ id, verdict }) => result.scenarios.includes(id) && verdict === result.verdict,
  );
  const style = verdictStyle[result.verdict];
  return [
    `${paint(style, '✗')} ${paint('bold', `${result.id} ${result.title}`)}  ${result.level} · ${paint(style, result.verdict)}`,
    ...(clause ? [`  ${clause.sentence}`, paint('dim', `  Why: ${clause.why}`)] : []),
    ...culprits.flatMap((scenario) => culprit(scenario, paint)),
    ...(culprits.length === 0 ? [indent(result.reason, 4)] : []),
    paint('dim', `  again: ${againCommand(summary, [result.id], options.runtimeArgument)}`),
    '',
  ].join('\n');
}

const culprit = ({ name, location, step, reason }: ScenarioVerdict, paint: Paint): string[] => [
  `  · ${name}  ${paint('dim', location)}`,
  ...(step === undefined ? [] : [`    ${step}`]),
  indent(reason, 6),
];

const verdictColour: Record<RunVerdict, Parameters<Paint>[0]> = {
  conformant: ['bold', 'green'],
  'non-conformant': ['bold', 'red'],
  incomplete: ['bold', 'yellow'],
};

function conclusion(summary: Summary, paint: Paint): string[] {
  const { verdict, reasons, clauses, scenarios, leaks, durationMs } = summary;
  const levels = (['MUST', 'SHOULD', 'MAY'] as const).filter((level) => clauses[level].total > 0);
  return [
    paint(verdictColour[verdict], `${summary.runtime.name}: ${verdictInWords(summary)}`),
    ...reasons.map((reason) => indent(reason, 2)),
    `  clauses    ${levels.map((level) => `${level} ${tallyInWords(clauses[level])}`).join(' · ')}`,
    `  scenarios  ${scenarios.passed} passed, ${scenarios.failed} failed, ${scenarios.skipped} skipped in ${duration(durationMs)}` +
      `; the suite itself took ${harnessShare(summary).toFixed(1)} ms of a scenario (median)`,
    ...leftovers(leaks).map((line) => paint('yellow', line)),
  ];
}

const shownLeaks = 10;

function leftovers(leaks: readonly string[]): string[] {
  const more =
    leaks.length > shownLeaks ? [`  … and ${leaks.length - shownLeaks} more: see summary.json`] : [];
  return [...leaks.slice(0, shownLeaks).map((leak) => `  left behind: ${leak.split('\n')[0]}`), ...more];
}

const indent = (text: string, width: number): string => text.replace(/^/gm, ' '.repeat(width));
