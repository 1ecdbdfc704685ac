import { type Paint, painterFor } from '../../reports/paint';
import type { Clause } from '../clauses/clause';
import { readIndex } from '../clauses/clause-index';
import { type Citation, codeCitations } from '../clauses/code-citations';
import { type CoveringScenario, coverage } from '../clauses/coverage';
import { readFeatures } from '../clauses/features';
import { type Review, readReviews } from '../clauses/reviews';
import { packageRoot } from '../package-root';
import { type ExitStatus, exitStatus } from './exit-status';
import { clausesNamed } from './selection';

/** Everything that is known of a clause. */
interface Explained extends Clause {
  readonly scenarios: readonly CoveringScenario[];
  /** Where the reference runtime says that it holds the clause. */
  readonly code: readonly Citation[];
  readonly reviews: readonly Review[];
}

/** `conform explain ID…`: what a clause says, why, where it comes from, how it is tested, which code holds it. */
export function runExplain(ids: readonly string[], { json = false }: { json?: boolean }): ExitStatus {
  const { clauses } = readIndex(packageRoot);
  const chosen = clausesNamed(clauses, ids);
  const covering = coverage(clauses, readFeatures(packageRoot).features);
  const citations = codeCitations(packageRoot);
  const { reviews } = readReviews(packageRoot);
  const explained = chosen.map((clause) => ({
    ...clause,
    scenarios: covering.get(clause.id) ?? [],
    code: citations.filter(({ id }) => id === clause.id),
    reviews: reviews.filter(({ id }) => id === clause.id),
  }));
  const paint = painterFor(process.stdout);
  process.stdout.write(
    json
      ? `${JSON.stringify(explained, null, 2)}\n`
      : explained.map((clause) => explain(clause, paint)).join('\n'),
  );
  return exitStatus.ok;
}

function explain(clause: Explained, paint: Paint): string {
  const { scenarios, code } = clause;
  const field = (name: string, text: string) => `  ${paint('dim', name.padEnd(9))} ${wrap(text, 12)}`;
  const lines = [
    paint('bold', `${clause.id} ${clause.title}`),
    '',
    `  ${wrap(clause.sentence, 2)}`,
    '',
    field(
      'level',
      `${clause.level}${clause.negated ? ' NOT' : ''} · profile ${clause.profile} · since ${clause.since}`,
    ),
    field('needs', clause.needs.length === 0 ? 'no optional capability' : clause.needs.join(', ')),
    field('why', clause.why),
    field('from', clause.from),
    field('text', `${clause.file}:${clause.line}`),
    field('reviewed', reviewed(clause)),
    field('tested by', untested(clause, paint)),
    ...scenarios.map(({ name, location }) => `    · ${name}  ${paint('dim', location)}`),
    field('code', code.length === 0 ? 'the reference runtime names it nowhere' : ''),
    ...code.map(({ name, file, line }) => `    · ${name ?? 'here'}  ${paint('dim', `${file}:${line}`)}`),
    ...(scenarios.length === 0 ? [] : [field('run it', `npm run conformance -- --clause ${clause.id}`)]),
  ];
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

function reviewed({ reviews, digest }: Explained): string {
  const review = reviews.find((candidate) => candidate.digest === digest) ?? reviews[0];
  if (review === undefined) return 'by nobody yet';
  return `${review.date} by ${review.by}${review.digest === digest ? '' : ', before the sentence was changed'}`;
}

function untested({ scenarios, unexamined }: Explained, paint: Paint): string {
  if (scenarios.length > 0) return '';
  return unexamined === undefined ? paint('red', 'no scenario yet') : `nothing: ${unexamined}`;
}

/** Breaks a text at blanks so that it fits 100 columns, each further line indented. */
function wrap(text: string, indent: number): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const current = lines.at(-1) ?? '';
    if (current !== '' && indent + current.length + word.length + 1 > 100) lines.push(word);
    else lines[lines.length - 1] = current === '' ? word : `${current} ${word}`;
  }
  return lines.join(`\n${' '.repeat(indent)}`);
}
