import { painterFor } from '../../reports/paint';
import { areaOf, type Clause } from '../clauses/clause';
import { readIndex } from '../clauses/clause-index';
import { codeCitations } from '../clauses/code-citations';
import { coverage } from '../clauses/coverage';
import { readFeatures } from '../clauses/features';
import { gapsIn, readReviews } from '../clauses/reviews';
import { didYouMean } from '../nearest';
import { packageRoot } from '../package-root';
import { type ExitStatus, exitStatus, UsageError } from './exit-status';
import { clausesOfProfile } from './selection';

export interface ListOptions {
  area?: string;
  level?: string;
  profile?: string;
  needs?: string;
  since?: string;
  search?: string;
  untested?: boolean;
  unreviewed?: boolean;
  uncited?: boolean;
  json?: boolean;
}

/** `conform list`: one line per clause, as filtered. */
export function runList(options: ListOptions): ExitStatus {
  const { clauses } = readIndex(packageRoot);
  const covering = coverage(clauses, readFeatures(packageRoot).features);
  const tests = [...said(clauses, options), ...found(clauses, covering, options)];
  const inProfile = options.profile === undefined ? clauses : clausesOfProfile(clauses, options.profile);
  const listed = inProfile.filter((clause) => tests.every((test) => test(clause)));
  if (options.json) {
    const entries = listed.map((clause) => ({ ...clause, scenarios: covering.get(clause.id) ?? [] }));
    process.stdout.write(`${JSON.stringify(entries, null, 2)}\n`);
  } else printTable(listed, covering);
  return exitStatus.ok;
}

type Test = (clause: Clause) => boolean;

/** What the text of a clause says. */
function said(clauses: readonly Clause[], { area, level, needs, since, search }: ListOptions): Test[] {
  const tests: Test[] = [];
  if (area !== undefined) {
    const known = oneOf(
      'area',
      area.toUpperCase(),
      clauses.map(({ id }) => areaOf(id)),
    );
    tests.push(({ id }) => areaOf(id) === known);
  }
  if (level !== undefined) tests.push((clause) => clause.level === level);
  if (needs !== undefined) {
    const known = oneOf(
      'capability',
      needs,
      clauses.flatMap((clause) => clause.needs),
    );
    tests.push((clause) => clause.needs.includes(known));
  }
  if (since !== undefined) {
    const known = oneOf(
      'version',
      since,
      clauses.map((clause) => clause.since),
    );
    tests.push((clause) => clause.since === known);
  }
  if (search !== undefined) {
    const words = search.toLowerCase().split(/\s+/);
    tests.push(({ id, title, sentence, why }) => {
      const text = `${id} ${title} ${sentence} ${why}`.toLowerCase();
      return words.every((word) => text.includes(word));
    });
  }
  return tests;
}

/** What examples, reviews and code say of a clause; each is read only when it is asked for. */
function found(
  clauses: readonly Clause[],
  covering: ReturnType<typeof coverage>,
  { untested, unreviewed, uncited }: ListOptions,
): Test[] {
  const tests: Test[] = [];
  if (untested) tests.push(({ id }) => covering.get(id)?.length === 0);
  if (unreviewed) {
    const gaps = gapsIn(clauses, readReviews(packageRoot).reviews);
    tests.push(({ id }) => gaps.has(id));
  }
  if (uncited) {
    const cited = new Set(codeCitations(packageRoot).map(({ id }) => id));
    tests.push(({ id }) => !cited.has(id));
  }
  return tests;
}

function oneOf(what: string, typed: string, values: readonly string[]): string {
  const known = [...new Set(values)].sort();
  if (known.includes(typed)) return typed;
  throw new UsageError(`unknown ${what} '${typed}'.${didYouMean(typed, known)}\nKnown: ${known.join(' ')}`);
}

function printTable(listed: readonly Clause[], covering: ReturnType<typeof coverage>): void {
  const paint = painterFor(process.stdout);
  const width = Math.max(0, ...listed.map((clause) => clause.id.length));
  for (const { id, level, negated, title, profile, unexamined } of listed) {
    const keyword = `${level}${negated ? ' NOT' : ''}`.padEnd(10);
    const count = covering.get(id)?.length ?? 0;
    const none = unexamined === undefined ? paint('red', 'untested') : 'not examined';
    const tested = count === 0 ? none : `${count} scenario${count === 1 ? '' : 's'}`;
    process.stdout.write(
      `${paint('bold', id.padEnd(width))}  ${keyword}  ${profile.padEnd(10)}  ${title}  ${paint('dim', `(${tested})`)}\n`,
    );
  }
  process.stderr.write(`${listed.length} clauses\n`);
}
