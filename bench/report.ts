/** The figures, for people. */
import { styleText } from 'node:util';
import type { Figure } from './measure';
import type { SuiteFigures } from './suite';
import type { Target } from './targets';

export interface Results {
  readonly date: string;
  readonly host: {
    readonly kernel: string;
    readonly cpus: number;
    readonly cpu: string;
    readonly load: readonly number[];
  };
  readonly versions: Readonly<Record<string, string>>;
  readonly missing: Readonly<Record<string, string>>;
  readonly commands: readonly Figure[];
  readonly engine: readonly Figure[];
  readonly suite?: SuiteFigures;
  readonly targets: readonly Target[];
}

export function print(results: Results): string {
  const { date, host, versions, missing } = results;
  return [
    `${date}, Linux ${host.kernel}, ${host.cpus} × ${host.cpu}, load ${host.load.map((load) => load.toFixed(1)).join(' ')}`,
    Object.entries(versions)
      .map(([name, version]) => `${name} ${version.replace(`${name} version `, '')}`)
      .join(', '),
    ...figureTable('Commands, start to end', results.commands, 'node -e 0'),
    ...figureTable('Our engine, over its API', results.engine),
    ...suiteLines(results.suite),
    ...Object.entries(missing).map(([name, reason]) => `not measured: ${name}: ${reason}`),
    '',
    ...targetLines(results.targets),
    '',
  ].join('\n');
}

function figureTable(title: string, figures: readonly Figure[], floor?: string): string[] {
  if (figures.length === 0) return [];
  const floorMs = figures.find(({ name }) => name === floor)?.medianMs;
  const width = Math.max(...figures.map(({ name }) => name.length));
  const rows = [...figures].sort((a, b) => a.medianMs - b.medianMs);
  return [
    '',
    `${title.padEnd(width)}  median ms      min      max${floorMs ? `   × ${floor}` : ''}`,
    ...rows.map(({ name, medianMs, minMs, maxMs }) => {
      const numbers = [medianMs, minMs, maxMs].map((value) => value.toFixed(1).padStart(9)).join('');
      return `${name.padEnd(width)}  ${numbers}${floorMs ? (medianMs / floorMs).toFixed(2).padStart(9) : ''}`;
    }),
  ];
}

function suiteLines(suite: SuiteFigures | undefined): string[] {
  if (!suite) return [];
  const { median, mean } = suite.harnessMsPerScenario;
  return [
    '',
    `The suite against the reference runtime: ${suite.verdict}, ${suite.scenarios} scenarios in ${(suite.wallMs / 1000).toFixed(1)} s`,
    `the harness itself spent on one scenario: median ${median} ms, mean ${mean} ms`,
  ];
}

const targetLines = (targets: readonly Target[]): string[] =>
  targets.map(({ what, measured, bound, unit, met }) => {
    const verdict = met ? styleText('green', 'met   ') : styleText('red', 'missed');
    return `${verdict}  ${what}: ${measured} ${unit}, target ≤ ${bound} ${unit}`;
  });
