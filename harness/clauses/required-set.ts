import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Clause, type ClauseIndex, inOrder } from './clause';
import { UnreadableIndex } from './clause-index';
import { sha256 } from './digest';

export const requiredFolder = 'spec/required';

/** What a version of the specification holds of a clause, for ever. */
export interface RequiredClause extends Pick<Clause, 'id' | 'level' | 'negated' | 'profile' | 'needs'> {
  /** Digest of the sentence. */
  readonly digest: string;
  /** Whether scenarios look at it. */
  readonly examined: boolean;
}

/** spec/required/1.0.json: the clauses that a verdict on this version must rest on. */
export interface RequiredSet {
  readonly version: string;
  /** Over the clauses: tells an edit by hand. */
  readonly digest: string;
  readonly clauses: readonly RequiredClause[];
}

export const requiredFile = (version: string): string => `${requiredFolder}/${version}.json`;

export function requiredSetOf({ version, clauses }: ClauseIndex): RequiredSet {
  const required = clauses.map(requiredClause).sort((a, b) => inOrder(a.id, b.id));
  return { version, digest: digestOf(required), clauses: required };
}

export const requiredClause = (clause: Clause): RequiredClause => ({
  id: clause.id,
  level: clause.level,
  negated: clause.negated,
  profile: clause.profile,
  needs: clause.needs,
  digest: clause.digest,
  examined: clause.unexamined === undefined,
});

export const digestOf = (clauses: readonly RequiredClause[]): string =>
  sha256(clauses.map((clause) => `${JSON.stringify(clause)}\n`).join(''));

/** One line per clause: a difference between two versions can be read. */
export const requiredText = ({ version, digest, clauses }: RequiredSet): string =>
  `{ "version": "${version}", "digest": "${digest}", "clauses": [\n${clauses
    .map((clause) => JSON.stringify(clause))
    .join(',\n')}\n] }\n`;

/** Every frozen set, oldest first. */
export function readRequiredSets(root: string): RequiredSet[] {
  const folder = path.join(root, requiredFolder);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort(inOrder)
    .map((name) => readRequiredSet(path.join(folder, name)));
}

function readRequiredSet(file: string): RequiredSet {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as RequiredSet;
  } catch (error) {
    throw new UnreadableIndex(
      `cannot read ${file}: ${(error as Error).message}; restore it with git checkout`,
    );
  }
}

/** Writes a set where none is; an existing one is never touched (EEXIST). */
export function writeRequiredSet(root: string, set: RequiredSet): void {
  mkdirSync(path.join(root, requiredFolder), { recursive: true });
  writeFileSync(path.join(root, requiredFile(set.version)), requiredText(set), { flag: 'wx' });
}
