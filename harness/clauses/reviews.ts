import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Clause, inOrder } from './clause';
import type { Problem } from './problem';

export const reviewFile = 'features/reviewed.txt';

/** Somebody has held a clause's scenarios against this sentence. */
export interface Review {
  readonly id: string;
  /** Digest of the sentence. */
  readonly digest: string;
  /** `2026-11-21` */
  readonly date: string;
  readonly by: string;
}

const head = `# The sentence that each clause's scenarios were last held against, when, and by whom. \`conform review\` writes it,
# \`conform lint --write\` puts it in order after a merge.
`;
const form = /^([A-Z]+-[1-9]\d*) (sha256:[0-9a-f]{64}) (\d{4}-\d{2}-\d{2}) (\S.*)$/;

export interface ReviewRecord {
  readonly reviews: readonly Review[];
  /** Lines of another form. */
  readonly malformed: readonly Problem[];
  readonly ordered: boolean;
}

/** No file, no reviews. */
export function readReviews(root: string): ReviewRecord {
  const file = path.join(root, reviewFile);
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const reviews: Review[] = [];
  const malformed: Problem[] = [];
  for (const [index, written] of text.split('\n').entries()) {
    if (written === '' || written.startsWith('#')) continue;
    const [, id = '', digest = '', date = '', by = ''] = form.exec(written) ?? [];
    if (id !== '') reviews.push({ id, digest, date, by });
    else malformed.push(problem(index + 1, 'is no line such as «STOP-3 sha256:… 2026-11-21 Jane Doe»'));
  }
  return { reviews, malformed, ordered: text === '' || text === reviewsText(reviews) };
}

const problem = (line: number, message: string): Problem => ({
  file: reviewFile,
  line,
  rule: 'review-record',
  message,
});

export function writeReviews(root: string, reviews: readonly Review[]): void {
  writeFileSync(path.join(root, reviewFile), reviewsText(reviews));
}

/** Sorted, one line per review, so that merges of two branches need nobody. */
const reviewsText = (reviews: readonly Review[]): string => {
  const lines = reviews.map(({ id, digest, date, by }) => `${id} ${digest} ${date} ${by}\n`);
  return head + [...new Set(lines)].sort(inOrder).join('');
};

/** `changed`: the sentence is not the one that was reviewed. `new`: nobody has reviewed any. */
export type Gap = 'changed' | 'new';

/** The clauses whose scenarios nobody has held against the present sentence. */
export function gapsIn(clauses: readonly Clause[], reviews: readonly Review[]): Map<string, Gap> {
  const known = new Set(reviews.map(({ id }) => id));
  const fresh = new Set(reviews.map(({ id, digest }) => `${id} ${digest}`));
  return new Map(
    clauses
      .filter(({ id, digest, unexamined }) => unexamined === undefined && !fresh.has(`${id} ${digest}`))
      .map(({ id }) => [id, known.has(id) ? 'changed' : 'new']),
  );
}

/**
 * Gaps that discredit a clause's scenarios, in words. While no version is frozen the text is a draft, and clauses may wait for
 * their first review; a sentence that was changed behind its scenarios may not.
 */
export function staleness(gaps: ReadonlyMap<string, Gap>, draft: boolean): Map<string, string> {
  return new Map(
    [...gaps]
      .filter(([, gap]) => gap === 'changed' || !draft)
      .map(([id, gap]) => {
        const what =
          gap === 'changed'
            ? 'scenarios were not reviewed against the present sentence'
            : 'scenarios were never reviewed';
        return [id, `its ${what}; read both, then: conform review ${id} --by NAME`];
      }),
  );
}

/** Each stale clause, where its sentence stands, and what is wrong with the record itself. */
export function checkReviews(
  clauses: readonly Clause[],
  { reviews, malformed, ordered }: ReviewRecord,
  known: ReadonlySet<string>,
  draft: boolean,
): Problem[] {
  const stale = staleness(gapsIn(clauses, reviews), draft);
  return [
    ...clauses.flatMap(({ id, file, line }) => {
      const reason = stale.get(id);
      return reason === undefined ? [] : [{ file, line, rule: 'unreviewed', message: `${id}: ${reason}` }];
    }),
    ...malformed,
    ...reviews
      .filter(({ id }) => !known.has(id))
      .map(({ id }) => problem(1, `${id} names no clause; delete its line`)),
    ...(ordered || malformed.length > 0 ? [] : [problem(1, 'is not in order; run: conform lint --write')]),
  ];
}
