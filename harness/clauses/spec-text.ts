import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Clause } from './clause';
import { areaOf } from './clause';
import { filesBelow } from './files';
import { type ParsedText, parseSpecText } from './parse';
import type { Problem } from './problem';

/** The whole text under spec/: every clause in order of files and lines, and what is wrong with it. */
export function readSpec(root: string): { clauses: Clause[]; problems: Problem[] } {
  const texts = filesBelow(root, 'spec', '.md').map((file) =>
    parseSpecText(file, readFileSync(path.join(root, file), 'utf8')),
  );
  const clauses = texts.flatMap((text) => text.clauses);
  const problems = texts.flatMap((text) => text.problems);
  return {
    clauses,
    problems: [...problems, ...duplicates(clauses), ...texts.flatMap(misnumbered), ...scattered(clauses)],
  };
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
  const gone = new Set(withdrawn);
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
