/** The whole suite against the reference runtime, as a user runs it. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../harness/package-root';
import type { Summary } from '../harness/verdicts/verdict';
import { environment } from './command';
import { median } from './measure';

export interface SuiteFigures {
  readonly verdict: string;
  readonly scenarios: number;
  readonly wallMs: number;
  /** What the harness spent on one scenario outside the runtime's operations, median and mean. */
  readonly harnessMsPerScenario: { readonly median: number; readonly mean: number };
}

/** Its progress goes to our standard error. Rejects when it could not judge. */
export async function runSuite(directory: string): Promise<SuiteFigures> {
  const out = path.join(directory, 'suite');
  const program = path.join(packageRoot, 'dist/harness/cli/main.js');
  const started = Date.now();
  const child = spawn(process.execPath, [program, 'run', '--out', out], {
    env: environment,
    stdio: ['ignore', 'ignore', 2],
  });
  const status = await new Promise<number | null>((resolve, reject) =>
    child.on('error', reject).on('close', resolve),
  );
  // 0 conformant, 1 not: both were judged.
  if (status !== 0 && status !== 1) throw new Error(`conform run could not judge: exit status ${status}`);
  return figuresOf(
    JSON.parse(readFileSync(path.join(out, 'summary.json'), 'utf8')) as Summary,
    Date.now() - started,
  );
}

function figuresOf(summary: Summary, wallMs: number): SuiteFigures {
  const own = summary.scenarioResults
    .filter(({ verdict }) => verdict === 'passed' || verdict === 'failed')
    .map(({ durationMs, runtimeMs }) => durationMs - runtimeMs);
  const rounded = (value: number) => Math.round(value * 100) / 100;
  return {
    verdict: summary.verdict,
    scenarios: summary.scenarios.total,
    wallMs,
    harnessMsPerScenario: {
      median: rounded(median(own)),
      mean: rounded(own.reduce((sum, each) => sum + each, 0) / own.length),
    },
  };
}
