import type { Clause } from './clause';
import { areaOf } from './clause';
import { type Document, readDocuments } from './documents';
import { type ParsedText, parseSpecText, type Withdrawn } from './parse';
import type { Problem } from './problem';

export interface SpecText {
  /** In order of files and lines. */
  readonly clauses: readonly Clause[];
  readonly withdrawn: readonly Withdrawn[];
  readonly problems: readonly Problem[];
}

/** The whole text under spec/, and what is wrong with it. Whoever has its files parsed already hands them over. */
export function readSpec(
  root: string,
  documents: readonly Document[] = readDocuments(root, ['spec']),
): SpecText {
  const texts = documents
    .filter(({ file }) => file.startsWith('spec/'))
    .map(({ file, tree }) => parseSpecText(file, tree));
  const clauses = texts.flatMap((text) => text.clauses);
  const withdrawn = texts.flatMap((text) => text.withdrawn);
  const problems = [
    ...texts.flatMap((text) => text.problems),
    ...duplicates(clauses),
    ...reused(clauses, withdrawn),
    ...texts.flatMap(misnumbered),
    ...scattered(clauses),
    ...unfinished(clauses),
  ];
  return { clauses, withdrawn, problems };
}

function duplicates(clauses: readonly Clause[]): Problem[] {
  const first = new Map<string, Clause>();
  return clauses.flatMap((clause) => {
    const earlier = first.get(clause.id);
    if (earlier === undefined) first.set(clause.id, clause);
    return earlier === undefined
      ? []
      : [at(clause, 'duplicate-id', `${clause.id} is already taken, see ${earlier.file}:${earlier.line}`)];
  });
}

/** A number that was withdrawn stays with what it meant: certificates and bug reports name it. */
function reused(clauses: readonly Clause[], withdrawn: readonly Withdrawn[]): Problem[] {
  const gone = new Map(withdrawn.map((heading) => [heading.id, heading]));
  return clauses.flatMap((clause) => {
    const heading = gone.get(clause.id);
    if (heading === undefined) return [];
    const place = `${heading.file}:${heading.line}`;
    return [at(clause, 'reused-id', `${clause.id} was withdrawn, see ${place}; take the next free number`)];
  });
}

/** What `conform new-clause` leaves to be filled in. */
const unfinished = (clauses: readonly Clause[]): Problem[] =>
  clauses
    .filter(({ sentence, from, why }) => /\bTODO\b/.test(`${sentence} ${from} ${why}`))
    .map((clause) => at(clause, 'unfinished', `${clause.id} still says TODO`));

/** An area lives in one file, so that a reader finds it and numbers are given in one place. */
function scattered(clauses: readonly Clause[]): Problem[] {
  const home = new Map<string, string>();
  return clauses.flatMap((clause) => {
    const area = areaOf(clause.id);
    const file = home.get(area) ?? clause.file;
    home.set(area, file);
    return file === clause.file
      ? []
      : [at(clause, 'scattered-area', `${clause.id}: area ${area} has its home in ${file}`)];
  });
}

/** Numbers count up from 1 without gaps: a gap would hide that a number was used before. */
function misnumbered({ clauses, withdrawn }: ParsedText): Problem[] {
  const gone = new Set(withdrawn.map(({ id }) => id));
  const next = new Map<string, number>();
  return clauses.flatMap((clause) => {
    const area = areaOf(clause.id);
    let expected = next.get(area) ?? 1;
    while (gone.has(`${area}-${expected}`)) expected += 1;
    const number = Number(clause.id.slice(area.length + 1));
    next.set(area, number + 1);
    if (number === expected) return [];
    const hint = `a withdrawn number stays as a heading «### ${area}-${expected} Withdrawn»`;
    return [at(clause, 'numbering', `${clause.id} stands where ${area}-${expected} is due; ${hint}`)];
  });
}

const at = (clause: Clause, rule: string, message: string): Problem => ({
  file: clause.file,
  line: clause.line,
  rule,
  message,
});
