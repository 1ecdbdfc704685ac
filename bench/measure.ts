/** Medians of things done in turns. */

export interface Subject {
  readonly name: string;
  /** Does the thing once; rejects when it did not work. */
  run(): Promise<void>;
}

export interface Figure {
  readonly name: string;
  readonly rounds: number;
  readonly medianMs: number;
  readonly minMs: number;
  readonly maxMs: number;
}

/**
 * Every subject once per round, in an order that is drawn anew each time, so that neither a slow minute of the machine nor
 * what the one before left running in the background falls on the same one always. The first round warms up and does not count.
 */
export async function measure(
  subjects: readonly Subject[],
  rounds: number,
  tell: (round: number) => void,
): Promise<Figure[]> {
  const times = new Map<string, number[]>(subjects.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    tell(round);
    for (const subject of shuffled(subjects)) {
      const elapsed = await timed(() => subject.run());
      if (round > 0) times.get(subject.name)?.push(elapsed);
    }
  }
  return [...times].map(([name, all]) => figure(name, all));
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

function figure(name: string, times: readonly number[]): Figure {
  const rounded = (value: number) => Math.round(value * 100) / 100;
  return {
    name,
    rounds: times.length,
    medianMs: rounded(median(times)),
    minMs: rounded(Math.min(...times)),
    maxMs: rounded(Math.max(...times)),
  };
}

/** Fisher and Yates. */
function shuffled<T>(all: readonly T[]): T[] {
  const rest = [...all];
  return all.flatMap(() => rest.splice(Math.floor(Math.random() * rest.length), 1));
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - start) / 1e6;
}
