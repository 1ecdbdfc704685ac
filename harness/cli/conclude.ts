import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { consoleReport } from '../../reports/console';
import { htmlReport } from '../../reports/html/page';
import { junitReport } from '../../reports/junit';
import { type Paint, painterFor } from '../../reports/paint';
import type { Identity } from '../drivers/runtime';
import { type Comparison, compare } from '../expectations/compare';
import type { HostFacts } from '../run-context';
import { type Folded, fold } from '../verdicts/fold';
import type { Summary } from '../verdicts/verdict';
import type { EvidenceFile } from './evidence-file';
import { type ExitStatus, exitStatus } from './exit-status';
import type { RunPlan } from './run-options';
import { suiteIdentity } from './suite-digest';

export interface Outcome {
  readonly plan: RunPlan;
  readonly evidence: EvidenceFile;
  readonly identity: Identity;
  readonly host: HostFacts;
  readonly startedAt: Date;
  readonly faults: readonly string[];
  readonly notes: readonly string[];
  readonly leaks: readonly string[];
}

/** From evidence to verdict to reports; gives the exit status. */
export function conclude(outcome: Outcome): ExitStatus {
  const { plan, evidence } = outcome;
  const folded = fold(evidence.envelopes, {
    judged: plan.selection.judged,
    faults: [...plan.faults, ...outcome.faults],
    stale: plan.stale,
  });
  const summary = summarize(outcome, folded);
  writeReports(evidence.folder, summary, plan);
  const comparison = plan.expectations && compare(summary.results, plan.expectations);
  const paint = painterFor(process.stdout);
  const expected = new Set(comparison?.expected.map(({ id }) => id));
  process.stdout.write(
    consoleReport(summary, plan.clauses, { paint, runtimeArgument: plan.runtime, expected }),
  );
  for (const note of outcome.notes) process.stdout.write(paint('yellow', `  note: ${note}\n`));
  process.stdout.write(`  order      random, --seed ${plan.seed} repeats it\n`);
  process.stdout.write(`  report     ${path.join(evidence.folder, 'report.html')}\n`);
  if (comparison === undefined) return statusOf[summary.verdict];
  process.stdout.write(comparisonReport(comparison, paint));
  return statusOfComparison(folded, comparison);
}

const statusOf: Record<Summary['verdict'], ExitStatus> = {
  conformant: exitStatus.ok,
  'non-conformant': exitStatus.violated,
  incomplete: exitStatus.cannotJudge,
};

function statusOfComparison({ unfinished }: Folded, { unexpected, stale }: Comparison): ExitStatus {
  if (unfinished.length > 0) return exitStatus.cannotJudge;
  if (stale.length > 0 || unexpected.some(({ verdict }) => verdict === 'failed')) return exitStatus.violated;
  return unexpected.length > 0 ? exitStatus.cannotJudge : exitStatus.ok;
}

function comparisonReport({ unexpected, stale, expected }: Comparison, paint: Paint): string {
  const lines = [
    ...unexpected.map(({ id, verdict }) =>
      paint('red', `  new: ${id} is ${verdict}, which is not among the known deviations`),
    ),
    ...stale.map(({ result, expectation }) =>
      paint(
        'red',
        `  stale: ${result.id} is ${result.verdict}, no longer ${expectation.verdict}; delete or correct its entry`,
      ),
    ),
  ];
  const counted =
    expected.length === 0
      ? 'no known deviation'
      : `${expected.length} known deviation${expected.length === 1 ? '' : 's'}`;
  const result =
    lines.length === 0
      ? paint('green', `  as expected: ${counted}, nothing new`)
      : `  ${counted} as expected`;
  return `${[...lines, result].join('\n')}\n`;
}

function summarize({ plan, identity, host, startedAt, leaks }: Outcome, folded: Folded): Summary {
  const { unfinished: _, ...verdicts } = folded;
  return {
    suite: suiteIdentity(),
    spec: plan.spec,
    runtime: identity,
    host,
    profile: plan.profile,
    selection: plan.selection.partial,
    ...verdicts,
    leaks,
    startedAt: startedAt.toISOString(),
    durationMs: Date.now() - startedAt.getTime(),
  };
}

function writeReports(folder: string, summary: Summary, plan: RunPlan): void {
  const write = (file: string, text: string) => writeFileSync(path.join(folder, file), text);
  write('summary.json', `${JSON.stringify(summary, null, 2)}\n`);
  write('report.html', htmlReport(summary, plan.clauses));
  write('junit.xml', junitReport(summary));
}
