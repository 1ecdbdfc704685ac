import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { checkCapabilityTable } from './capability-table';
import { checkChapters, checkMirrored } from './chapters';
import { checkCitations } from './citations';
import type { ClauseIndex } from './clause';
import { indexFile, indexText, makeIndex } from './clause-index';
import { checkCodeCitations, codeCitations } from './code-citations';
import { contentsFile, contentsText } from './contents';
import { readDocuments } from './documents';
import { checkFeatures } from './feature-rules';
import { readFeatures } from './features';
import { checkLifeCycle, lifeCycleFile, lifeCycleText } from './life-cycle';
import { checkLinks } from './links';
import { checkMirror } from './mirror';
import { byPlace, type Problem } from './problem';
import { checkRequired } from './required-rules';
import { readRequiredSets } from './required-set';
import { checkReviews, gapsIn, readReviews } from './reviews';
import { readSpec } from './spec-text';

export interface LintResult {
  readonly index: ClauseIndex;
  /** The files that are made from the text, as they must be. */
  readonly generated: readonly { readonly file: string; readonly text: string }[];
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
  const generated = [
    { file: indexFile, text: indexText(index) },
    { file: contentsFile, text: contentsText(index, documents) },
  ];
  const lifeCycle = lifeCycleText(documents);
  if (lifeCycle !== undefined) generated.push({ file: lifeCycleFile, text: lifeCycle });
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
    ...checkLifeCycle(documents),
    ...checkLinks(root, documents),
    ...checkCitations(documents, ids),
    ...generated.flatMap(({ file, text }) => checkFresh(root, file, text)),
    ...checkCodeCitations(codeCitations(root), ids),
    ...checkRequired(index, sets),
    ...checkReviews(spec.clauses, record, ids, sets.length === 0),
  ];
  const scenarios = features.flatMap((feature) => feature.rules.flatMap((rule) => rule.scenarios)).length;
  const unreviewed = gapsIn(spec.clauses, record.reviews).size;
  return { index, generated, scenarios, unreviewed, problems: found.sort(byPlace) };
}

function checkFresh(root: string, file: string, text: string): Problem[] {
  const place = path.join(root, file);
  if (existsSync(place) && readFileSync(place, 'utf8') === text) return [];
  return [
    { file, line: 1, rule: 'stale-index', message: 'is not what spec/ says; run: conform lint --write' },
  ];
}
