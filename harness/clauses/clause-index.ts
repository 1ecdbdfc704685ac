import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Clause, type ClauseIndex, inOrder } from './clause';
import { sha256 } from './digest';

export const indexFile = 'spec/clauses.json';

/** The version of the text is the newest version that a clause names in `Since:`. */
export function makeIndex(clauses: readonly Clause[], withdrawn: readonly string[]): ClauseIndex {
  const versions = clauses.map((clause) => clause.since).sort(inOrder);
  return {
    version: versions.at(-1) ?? '0.0',
    digest: sha256(clauses.map((clause) => `${clause.id} ${clause.digest}\n`).join('')),
    clauses,
    withdrawn,
  };
}

export const indexText = (index: ClauseIndex): string => `${JSON.stringify(index, null, 2)}\n`;

/** There is no usable spec/clauses.json. */
export class UnreadableIndex extends Error {
  override readonly name = 'UnreadableIndex';
}

/** The committed index; throws with advice when it is not there. */
export function readIndex(root: string): ClauseIndex {
  try {
    return JSON.parse(readFileSync(path.join(root, indexFile), 'utf8')) as ClauseIndex;
  } catch (error) {
    throw new UnreadableIndex(
      `cannot read ${indexFile}: ${(error as Error).message}\nMake it anew with: conform lint --write`,
    );
  }
}
