import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { checkCapabilityTable } from './capability-table';
import { checkChapters, checkMirrored } from './chapters';
import { checkCitations } from './citations';
import type { ClauseIndex } from './clause';
import { indexFile, indexText, makeIndex } from './clause-index';
import { readDocuments } from './documents';
import { checkFeatures } from './feature-rules';
import { readFeatures } from './features';
import { checkLinks } from './links';
import { checkMirror } from './mirror';
import { byPlace, type Problem } from './problem';
import { checkRequired } from './required-rules';
import { readRequiredSets } from './required-set';
import { checkReviews, gapsIn, readReviews } from './reviews';
import { readSpec } from './spec-text';

export interface LintResult {
  /** What spec/clauses.json must hold. */
  readonly index: ClauseIndex;
  readonly scenarios: number;
  /** Clauses whose scenarios nobody has held against the present sentence. */
  readonly unreviewed: number;
  readonly problems: readonly Problem[];
}

/** Checks spec/ and features/ below `root` against each other and against the rules for writing them. */
export function lint(root: string): LintResult {
  const spec = readSpec(root);
  const { features, problems } = readFeatures(root);
  const documents = readDocuments(root);
  const index = makeIndex(
    spec.clauses,
    spec.withdrawn.map(({ id }) => id),
  );
  const ids = new Set([...spec.clauses, ...spec.withdrawn].map(({ id }) => id));
  const sets = readRequiredSets(root);
  const record = readReviews(root);
  const found = [
    ...spec.problems,
    ...problems,
    ...checkFeatures(spec.clauses, features),
    ...checkMirror(spec.clauses, features),
    ...checkMirrored(root, spec.clauses),
    ...checkChapters(root, spec.clauses),
    ...checkCapabilityTable(documents),
    ...checkLinks(root, documents),
    ...checkCitations(documents, ids),
    ...checkFresh(root, index),
    ...checkRequired(index, sets),
    ...checkReviews(spec.clauses, record, ids, sets.length === 0),
  ];
  const scenarios = features.flatMap((feature) => feature.rules.flatMap((rule) => rule.scenarios)).length;
  const unreviewed = gapsIn(spec.clauses, record.reviews).size;
  return { index, scenarios, unreviewed, problems: found.sort(byPlace) };
}

function checkFresh(root: string, index: ClauseIndex): Problem[] {
  const file = path.join(root, indexFile);
  const committed = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (committed === indexText(index)) return [];
  return [
    {
      file: indexFile,
      line: 1,
      rule: 'stale-index',
      message: 'is not what spec/ says; run: conform lint --write',
    },
  ];
}
