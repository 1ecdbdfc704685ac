/** Verdicts of scenarios and clauses, from harmless to grave; a clause takes the gravest of its scenarios. */
export const verdicts = ['passed', 'not-claimed', 'environment', 'not-run', 'failed', 'broken'] as const;
export type Verdict = (typeof verdicts)[number];

export const worst = (a: Verdict, b: Verdict): Verdict =>
  verdicts.indexOf(a) >= verdicts.indexOf(b) ? a : b;

/** `conform run` ends with one of these (design: exit codes 0, 1, 3; 2 is a usage error and has no summary). */
export type RunVerdict = 'conformant' | 'non-conformant' | 'incomplete';

export interface ScenarioVerdict {
  readonly id: string;
  readonly feature: string;
  readonly rule: string;
  readonly name: string;
  /** `features/operations/stop.feature:12` */
  readonly location: string;
  readonly clauses: readonly string[];
  readonly verdict: Verdict;
  /** Why it is not passed, in one paragraph for people; empty when passed. */
  readonly reason: string;
  /** The step that did not hold, as written. */
  readonly step?: string;
  readonly checks: number;
  readonly durationMs: number;
  /** Time spent inside the runtime's own operations; durationMs − runtimeMs is what the harness itself cost. */
  readonly runtimeMs: number;
  readonly steps: readonly StepVerdict[];
  /** What was asked and answered last (Exchange or probe facts as JSON), kept for scenarios that are not passed. */
  readonly evidence: readonly unknown[];
}

export interface StepVerdict {
  /** As written, with its keyword. */
  readonly text: string;
  readonly held: 'yes' | 'no' | 'skipped';
}

export interface ClauseVerdict {
  readonly id: string;
  readonly level: 'MUST' | 'SHOULD' | 'MAY';
  readonly title: string;
  readonly verdict: Verdict;
  readonly reason: string;
  readonly scenarios: readonly string[];
}

export interface Tally {
  readonly total: number;
  readonly passed: number;
  readonly notClaimed: number;
  readonly environment: number;
  readonly notRun: number;
  readonly failed: number;
  readonly broken: number;
}

/** summary.json */
export interface Summary {
  readonly suite: { readonly version: string; readonly digest: string };
  readonly spec: {
    readonly version: string;
    readonly digest: string;
    /** False: the version is a draft, and its clauses may still change. */
    readonly frozen: boolean;
  };
  readonly runtime: { readonly name: string; readonly version: string; readonly driver: string };
  readonly host: {
    readonly kernel: string;
    readonly cgroup: string;
    readonly arch: string;
    readonly rootless: boolean;
  };
  readonly profile: string;
  /** True when only a part of the profile was asked for (--clause, --tags): the verdict speaks of that part alone. */
  readonly selection: boolean;
  readonly verdict: RunVerdict;
  /** Why the run is not conformant or incomplete; empty when conformant. */
  readonly reasons: readonly string[];
  /** Per level: MUST, SHOULD, MAY. */
  readonly clauses: Readonly<Record<'MUST' | 'SHOULD' | 'MAY', Tally>>;
  readonly scenarios: {
    readonly total: number;
    readonly passed: number;
    readonly failed: number;
    readonly skipped: number;
  };
  /** What the run left behind in the runtime, by name; empty is good. */
  readonly leaks: readonly string[];
  readonly startedAt: string;
  readonly durationMs: number;
  readonly results: readonly ClauseVerdict[];
  readonly scenarioResults: readonly ScenarioVerdict[];
}
