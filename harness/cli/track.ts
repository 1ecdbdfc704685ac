import type { Envelope, TestStepResultStatus } from '@cucumber/messages';

/** What the live view shows; provisional: verdicts come from folding the whole stream. */
export interface Progress {
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  /** `STOP-3 Grace period · a process that ignores SIGTERM` of what runs now, oldest first. */
  readonly running: readonly string[];
}

export interface Finished {
  readonly title: string;
  readonly outcome: 'passed' | 'skipped' | 'FAILED';
  readonly durationMs: number;
}

type Status = `${TestStepResultStatus}`;

/** Follows a message stream: tells of every scenario that finished, and where the run is. */
export class Tracker {
  #titles = new Map<string, string>();
  #pickleOf = new Map<string, string>();
  #running = new Map<string, { title: string; startedMs: number; statuses: Status[] }>();
  #done = 0;
  #failed = 0;

  /** Takes the next message; gives the scenario that it finished, if it did. */
  take(envelope: Envelope): Finished | undefined {
    const { pickle, testCase, testCaseStarted, testStepFinished, testCaseFinished } = envelope;
    if (pickle) this.#titles.set(pickle.id, titleOf(pickle));
    if (testCase) this.#pickleOf.set(testCase.id, testCase.pickleId);
    if (testCaseStarted) {
      const title = this.#titles.get(this.#pickleOf.get(testCaseStarted.testCaseId) ?? '') ?? '';
      this.#running.set(testCaseStarted.id, {
        title,
        startedMs: toMs(testCaseStarted.timestamp),
        statuses: [],
      });
    }
    if (testStepFinished)
      this.#running
        .get(testStepFinished.testCaseStartedId)
        ?.statuses.push(testStepFinished.testStepResult.status);
    return (
      testCaseFinished && this.#finish(testCaseFinished.testCaseStartedId, toMs(testCaseFinished.timestamp))
    );
  }

  get progress(): Progress {
    const running = [...this.#running.values()].map(({ title }) => title);
    return { total: this.#pickleOf.size, done: this.#done, failed: this.#failed, running };
  }

  #finish(id: string, now: number): Finished | undefined {
    const scenario = this.#running.get(id);
    if (scenario === undefined) return undefined;
    this.#running.delete(id);
    const outcome = outcomeOf(scenario.statuses);
    this.#done += 1;
    if (outcome === 'FAILED') this.#failed += 1;
    return { title: scenario.title, outcome, durationMs: Math.round(now - scenario.startedMs) };
  }
}

function outcomeOf(statuses: readonly Status[]): Finished['outcome'] {
  if (statuses.some((status) => status !== 'PASSED' && status !== 'SKIPPED')) return 'FAILED';
  return statuses.includes('SKIPPED') ? 'skipped' : 'passed';
}

function titleOf({ tags, name }: NonNullable<Envelope['pickle']>): string {
  const ids = tags.flatMap((tag) => (/^@[A-Z]+-\d+$/.test(tag.name) ? [tag.name.slice(1)] : []));
  return `${[...new Set(ids)].join(' ')} ${name}`.trim();
}

const toMs = (time: { seconds: number; nanos: number }): number => time.seconds * 1000 + time.nanos / 1e6;
