import { painterFor } from '../../reports/paint';
import type { Clause } from '../clauses/clause';
import { areaOf } from '../clauses/clause';
import { readIndex } from '../clauses/clause-index';
import { coverage } from '../clauses/coverage';
import { readFeatures } from '../clauses/features';
import { didYouMean } from '../nearest';
import { packageRoot } from '../package-root';
import { type ExitStatus, exitStatus, UsageError } from './exit-status';
import { clausesOfProfile } from './selection';

export interface ListOptions {
  untested?: boolean;
  area?: string;
  level?: string;
  profile?: string;
  json?: boolean;
}

/** `conform list`: one line per clause, as filtered. */
export function runList(options: ListOptions): ExitStatus {
  const { clauses } = readIndex(packageRoot);
  const covering = coverage(clauses, readFeatures(packageRoot).features);
  const inProfile = options.profile === undefined ? clauses : clausesOfProfile(clauses, options.profile);
  const area = knownArea(clauses, options.area);
  const level = options.level?.toUpperCase();
  const listed = inProfile
    .filter((clause) => area === undefined || areaOf(clause.id) === area)
    .filter((clause) => level === undefined || clause.level === level)
    .filter((clause) => !options.untested || covering.get(clause.id)?.length === 0);
  if (options.json) {
    const entries = listed.map((clause) => ({ ...clause, scenarios: covering.get(clause.id) ?? [] }));
    process.stdout.write(`${JSON.stringify(entries, null, 2)}\n`);
  } else printTable(listed, covering);
  return exitStatus.ok;
}

function knownArea(clauses: readonly Clause[], typed: string | undefined): string | undefined {
  if (typed === undefined) return undefined;
  const areas = [...new Set(clauses.map((clause) => areaOf(clause.id)))];
  const area = areas.find((known) => known === typed.toUpperCase());
  if (area === undefined)
    throw new UsageError(`unknown area '${typed}'.${didYouMean(typed, areas)}\nAreas: ${areas.join(' ')}`);
  return area;
}

function printTable(listed: readonly Clause[], covering: ReturnType<typeof coverage>): void {
  const paint = painterFor(process.stdout);
  const width = Math.max(0, ...listed.map((clause) => clause.id.length));
  for (const { id, level, negated, title, profile } of listed) {
    const keyword = `${level}${negated ? ' NOT' : ''}`.padEnd(10);
    const count = covering.get(id)?.length ?? 0;
    const tested = count === 0 ? paint('red', 'untested') : `${count} scenario${count === 1 ? '' : 's'}`;
    process.stdout.write(
      `${paint('bold', id.padEnd(width))}  ${keyword}  ${profile.padEnd(10)}  ${title}  ${paint('dim', `(${tested})`)}\n`,
    );
  }
  process.stderr.write(`${listed.length} clauses\n`);
}
