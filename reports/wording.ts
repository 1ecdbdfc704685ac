import type { Summary, Tally } from '../harness/verdicts/verdict';

/** The verdict in words for people: `conformant to the profile core`. */
export function verdictInWords({ verdict, profile, selection }: Summary): string {
  const subject = selection ? `the selected clauses of the profile ${profile}` : `the profile ${profile}`;
  if (verdict === 'incomplete') return `incomplete: ${subject} could not be judged`;
  if (selection) return verdict === 'conformant' ? `${subject} hold` : `${subject} do not all hold`;
  return `${verdict} to ${subject}`;
}

export function hostInWords({ host }: Pick<Summary, 'host'>): string {
  const user = host.rootless ? 'not root' : 'root';
  return `Linux ${host.kernel} ${host.arch} · cgroup ${host.cgroup} · ${user}`;
}

/** `150 of 155 passed, 4 failed, 1 not claimed` */
export function tallyInWords(tally: Tally): string {
  const others: [number, string][] = [
    [tally.failed, 'failed'],
    [tally.broken, 'broken'],
    [tally.notRun, 'not run'],
    [tally.environment, 'environment'],
    [tally.notClaimed, 'not claimed'],
  ];
  const told = others.filter(([count]) => count > 0).map(([count, what]) => `, ${count} ${what}`);
  return `${tally.passed} of ${tally.total} passed${told.join('')}`;
}

export const duration = (ms: number): string =>
  ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;

/** Median over scenarios of the time that was not spent inside the runtime's operations, in milliseconds. */
export function harnessShare({ scenarioResults }: Summary): number {
  const own = scenarioResults
    .filter((scenario) => scenario.checks > 0)
    .map(({ durationMs, runtimeMs }) => Math.max(0, durationMs - runtimeMs))
    .sort((a, b) => a - b);
  return own[Math.floor(own.length / 2)] ?? 0;
}

/** How to judge these clauses again, alone. */
export const againCommand = (
  { runtime }: Summary,
  ids: readonly string[],
  runtimeArgument = runtime.name,
): string => {
  const chosen = runtimeArgument === 'reference' ? '' : ` --runtime ${runtimeArgument}`;
  return `npm run conformance --${chosen} --clause ${ids.join(' ')}`;
};
