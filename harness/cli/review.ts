import { type Paint, painterFor } from '../../reports/paint';
import type { Clause } from '../clauses/clause';
import { type FeatureOutline, readFeatures } from '../clauses/features';
import { type Gap, gapsIn, type Review, readReviews, reviewFile, writeReviews } from '../clauses/reviews';
import { readSpec } from '../clauses/spec-text';
import { packageRoot } from '../package-root';
import { earlierSentence } from './earlier-sentence';
import { type ExitStatus, exitStatus, UsageError } from './exit-status';
import { clausesNamed } from './selection';

export interface ReviewOptions {
  by?: string;
  new?: boolean;
  changed?: boolean;
}

/** `conform review`: shows sentences and scenarios side by side; with `--by` it records that somebody has compared them. */
export function runReview(ids: readonly string[], options: ReviewOptions, root = packageRoot): ExitStatus {
  const { clauses } = readSpec(root);
  const { reviews, malformed } = readReviews(root);
  if (malformed.length > 0) throw new UsageError(`${reviewFile} cannot be read; see conform lint`);
  const gaps = gapsIn(clauses, reviews);
  const chosen = choose(clauses, ids, gaps, options);
  show(root, chosen, reviews);
  if (options.by === undefined) {
    process.stderr.write(
      `${chosen.length} shown, ${gaps.size} waiting for a review. Record it with --by NAME\n`,
    );
    return exitStatus.ok;
  }
  writeReviews(root, [...without(chosen, reviews), ...recorded(chosen, reviewer(options.by))]);
  process.stderr.write(`${chosen.length} recorded in ${reviewFile}\n`);
  return exitStatus.ok;
}

function choose(
  clauses: readonly Clause[],
  ids: readonly string[],
  gaps: ReadonlyMap<string, Gap>,
  { new: fresh, changed, by }: ReviewOptions,
): Clause[] {
  if (ids.length === 0 && !fresh && !changed) {
    if (by !== undefined) throw new UsageError('say what you have reviewed: identifiers, --new or --changed');
    return clauses.filter(({ id }) => gaps.has(id));
  }
  const wanted = (clause: Clause) => {
    const gap = gaps.get(clause.id);
    return gap !== undefined && ((fresh && gap === 'new') || (changed && gap === 'changed'));
  };
  const named = [...clausesNamed(clauses, ids), ...clauses.filter(wanted)];
  const unexamined = named.find((clause) => clause.unexamined !== undefined);
  if (unexamined)
    throw new UsageError(`${unexamined.id} has no scenarios to review: ${unexamined.unexamined}`);
  return [...new Set(named)];
}

function reviewer(typed: string): string {
  const name = typed.trim();
  if (name === '' || /[\n\r]/.test(name)) throw new UsageError('--by needs a name, on one line');
  return name;
}

const without = (chosen: readonly Clause[], reviews: readonly Review[]): Review[] =>
  reviews.filter((review) => !chosen.some(({ id }) => id === review.id));

function recorded(chosen: readonly Clause[], by: string): Review[] {
  const date = new Date().toISOString().slice(0, 10);
  return chosen.map(({ id, digest }) => ({ id, digest, date, by }));
}

function show(root: string, chosen: readonly Clause[], reviews: readonly Review[]): void {
  const { features } = readFeatures(root);
  const paint = painterFor(process.stdout);
  for (const clause of chosen) {
    const earlier = reviews.findLast(({ id }) => id === clause.id);
    const lines = [...sentences(root, clause, earlier, paint), ...scenariosOf(clause, features, paint), ''];
    process.stdout.write(lines.map((line) => `${line}\n`).join(''));
  }
}

/** The sentence that was reviewed, where it is another, and the present one. */
function sentences(root: string, clause: Clause, earlier: Review | undefined, paint: Paint): string[] {
  const { id, title, file, line, sentence, digest } = clause;
  const old = earlier === undefined || earlier.digest === digest ? undefined : earlier.digest;
  return [
    `${paint('bold', `${id} ${title}`)}  ${paint('dim', `${file}:${line}`)}`,
    ...(old
      ? [paint('red', `  - ${earlierSentence(root, id, old) ?? '(git does not know what it was)'}`)]
      : []),
    paint('green', `  + ${sentence}`),
    paint('dim', earlier ? `  reviewed ${earlier.date} by ${earlier.by}` : '  never reviewed'),
  ];
}

const scenariosOf = ({ id }: Clause, features: readonly FeatureOutline[], paint: Paint): string[] =>
  features
    .flatMap(({ rules }) => rules.flatMap(({ scenarios }) => scenarios))
    .filter(({ tags }) => tags.includes(`@${id}`))
    .flatMap(({ name, steps }) => [`    ${name}`, ...steps.map(({ text }) => paint('dim', `      ${text}`))]);
