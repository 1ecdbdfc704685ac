import type {
  Attachment,
  Envelope,
  Exception,
  FeatureChild,
  GherkinDocument,
  Hook,
  Pickle,
  RuleChild,
  TestCase,
  TestStepResultStatus,
} from '@cucumber/messages';

/** The message stream put in order, without any judgement: one entry per scenario, with every attempt at it. */
export interface Recording {
  readonly scenarios: readonly RecordedScenario[];
  /** The stream's own last word was seen. */
  readonly finished: boolean;
  /** What went wrong outside every scenario: files that do not parse, hooks around the whole run. */
  readonly faults: readonly string[];
}

export interface RecordedScenario {
  readonly pickle: Pickle;
  readonly feature: string;
  readonly rule: string;
  readonly attempts: readonly Attempt[];
}

export interface Attempt {
  readonly steps: readonly RecordedStep[];
  readonly attachments: readonly Attachment[];
  readonly startedMs: number;
  readonly finishedMs: number | undefined;
}

export interface RecordedStep {
  /** As written, or `After hook (steps/support/hooks.ts:40)`. */
  readonly text: string;
  readonly kind: 'hook' | 'Context' | 'Action' | 'Outcome' | 'Unknown';
  /** Undefined: begun or not even begun when the stream ended. */
  readonly status: `${TestStepResultStatus}` | undefined;
  readonly exception: Exception | undefined;
  readonly message: string | undefined;
}

/** Reads a Cucumber message stream (messages 32) to its end; a stream that breaks off gives what it told so far. */
export function record(envelopes: Iterable<Envelope>): Recording {
  const all = [...envelopes];
  const every = <K extends keyof Envelope>(kind: K) =>
    all.flatMap((e) => (e[kind] ? [e[kind] as NonNullable<Envelope[K]>] : []));
  const pickles = new Map(every('pickle').map((pickle) => [pickle.id, pickle]));
  const names = new Map(every('gherkinDocument').flatMap(namesIn));
  const hooks = new Map(every('hook').map((hook) => [hook.id, hook]));
  const finishedAt = new Map(
    every('testCaseFinished').map((end) => [end.testCaseStartedId, toMs(end.timestamp)]),
  );
  const results = new Map(
    every('testStepFinished').map((s) => [`${s.testCaseStartedId} ${s.testStepId}`, s.testStepResult]),
  );
  const attachments = groupBy(every('attachment'), (attachment) => attachment.testCaseStartedId ?? '');
  const starts = groupBy(every('testCaseStarted'), (start) => start.testCaseId);

  const recordSteps = (attempt: string, testCase: TestCase, pickle: Pickle): RecordedStep[] =>
    testCase.testSteps.map((step) => {
      const result = results.get(`${attempt} ${step.id}`);
      const written = pickle.steps.find((candidate) => candidate.id === step.pickleStepId);
      const keyword = names.get(written?.astNodeIds[0] ?? '')?.own ?? '';
      return {
        text: written ? `${keyword}${written.text}` : hookName(hooks.get(step.hookId ?? '')),
        kind: written ? (written.type ?? 'Unknown') : 'hook',
        status: result?.status,
        exception: result?.exception,
        message: result?.message,
      };
    });

  const scenarios = every('testCase').flatMap((testCase): RecordedScenario[] => {
    const pickle = pickles.get(testCase.pickleId);
    if (pickle === undefined) return [];
    const attempts = (starts.get(testCase.id) ?? []).map((start) => ({
      steps: recordSteps(start.id, testCase, pickle),
      attachments: attachments.get(start.id) ?? [],
      startedMs: toMs(start.timestamp),
      finishedMs: finishedAt.get(start.id),
    }));
    const place = names.get(pickle.astNodeIds[0] ?? '');
    return [{ pickle, feature: place?.feature ?? pickle.uri, rule: place?.rule ?? '', attempts }];
  });
  return { scenarios, finished: every('testRunFinished').length > 0, faults: runFaults(all, hooks) };
}

function runFaults(all: readonly Envelope[], hooks: ReadonlyMap<string, Hook>): string[] {
  const hookOf = new Map(
    all.flatMap(({ testRunHookStarted: s }) => (s ? [[s.id, hooks.get(s.hookId)] as const] : [])),
  );
  return all.flatMap(({ parseError, testRunHookFinished: end, testRunFinished, undefinedParameterType }) => {
    if (parseError) return [`${parseError.source.uri ?? 'a feature'} is no Gherkin: ${parseError.message}`];
    if (undefinedParameterType)
      return [
        `{${undefinedParameterType.name}} in «${undefinedParameterType.expression}» is no parameter type`,
      ];
    if (end?.result.status === 'FAILED')
      return [
        `${hookName(hookOf.get(end.testRunHookStartedId))} failed: ${end.result.exception?.message ?? end.result.message ?? ''}`,
      ];
    return testRunFinished?.exception
      ? [testRunFinished.exception.message ?? 'the run ended with an exception']
      : [];
  });
}

const hookTitles: Record<string, string> = {
  BEFORE_TEST_RUN: 'BeforeAll hook',
  AFTER_TEST_RUN: 'AfterAll hook',
  BEFORE_TEST_CASE: 'Before hook',
  AFTER_TEST_CASE: 'After hook',
};

function hookName(hook: Hook | undefined): string {
  const { uri, location } = hook?.sourceReference ?? {};
  return `${hookTitles[hook?.type ?? ''] ?? 'Hook'}${uri ? ` (${uri}:${location?.line ?? 0})` : ''}`;
}

interface Names {
  readonly feature: string;
  readonly rule: string;
  /** A step's keyword with its blank. */
  readonly own: string;
}

/** Syntax tree node → what it is called, for every scenario and step of a document. */
function namesIn({ feature }: GherkinDocument): [string, Names][] {
  if (feature === undefined) return [];
  const named = ({ scenario, background }: RuleChild | FeatureChild, rule: string): [string, Names][] => {
    const block = scenario ?? background;
    const names = { feature: feature.name, rule, own: '' };
    return block
      ? [
          [block.id, names],
          ...block.steps.map(({ id, keyword }): [string, Names] => [id, { ...names, own: keyword }]),
        ]
      : [];
  };
  return feature.children.flatMap((child) => [
    ...named(child, ''),
    ...(child.rule?.children ?? []).flatMap((inner) => named(inner, child.rule?.name ?? '')),
  ]);
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}

const toMs = (time: { seconds: number; nanos: number }): number => time.seconds * 1000 + time.nanos / 1e6;
