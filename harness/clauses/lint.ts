import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { checkCapabilityTable } from './capability-table';
import { checkChapters, checkMirrored } from './chapters';
import { checkCitations } from './citations';
import type { ClauseIndex } from './clause';
import { indexFile, indexText, makeIndex } from './clause-index';
import { checkCodeCitations, codeCitations } from './code-citations';
import { contentsFile, contentsText } from './contents';
import { type Document, readDocuments } from './documents';
import { checkFeatures } from './feature-rules';
import { readFeatures } from './features';
import { checkLifeCycle, lifeCycleFile, lifeCycleText } from './life-cycle';
import { checkLinks } from './links';
import { checkMirror } from './mirror';
import { byPlace, type Problem } from './problem';
import { checkProvenance } from './provenance';
import { checkRequired } from './required-rules';
import { readRequiredSets } from './required-set';
import { checkReviews, gapsIn, readReviews } from './reviews';
import { readSpec, type SpecText } from './spec-text';

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
  const documents = readDocuments(root);
  const spec = readSpec(root, documents);
  const { features, problems } = readFeatures(root);
  const index = makeIndex(
    spec.clauses,
    spec.withdrawn.map(({ id }) => id),
  );
  const generated = generate(index, documents);
  const found = [
    ...spec.problems,
    ...problems,
    ...checkFeatures(spec.clauses, features),
    ...checkMirror(spec.clauses, features),
    ...checkMirrored(root, spec.clauses),
    ...checkChapters(root, spec.clauses),
    ...checkProse(root, spec, documents),
    ...generated.flatMap(({ file, text }) => checkFresh(root, file, text)),
    ...checkHistory(root, spec, index),
  ];
  const scenarios = features.flatMap((feature) => feature.rules.flatMap((rule) => rule.scenarios)).length;
  const unreviewed = gapsIn(spec.clauses, readReviews(root).reviews).size;
  return { index, generated, scenarios, unreviewed, problems: found.sort(byPlace) };
}

function generate(index: ClauseIndex, documents: readonly Document[]): { file: string; text: string }[] {
  const lifeCycle = lifeCycleText(documents);
  return [
    { file: indexFile, text: indexText(index) },
    { file: contentsFile, text: contentsText(index, documents) },
    ...(lifeCycle === undefined ? [] : [{ file: lifeCycleFile, text: lifeCycle }]),
  ];
}

const identifiersOf = ({ clauses, withdrawn }: SpecText): Set<string> =>
  new Set([...clauses, ...withdrawn].map(({ id }) => id));

/** What stands in tables, links, sentences and comments beside the clauses. */
function checkProse(root: string, spec: SpecText, documents: readonly Document[]): Problem[] {
  const ids = identifiersOf(spec);
  return [
    ...checkCapabilityTable(documents),
    ...checkLifeCycle(documents),
    ...checkProvenance(documents, ids),
    ...checkLinks(root, documents),
    ...checkCitations(documents, ids),
    ...checkCodeCitations(codeCitations(root), ids),
  ];
}

/** The text against what was frozen and what was reviewed. */
function checkHistory(root: string, spec: SpecText, index: ClauseIndex): Problem[] {
  const sets = readRequiredSets(root);
  return [
    ...checkRequired(index, sets),
    ...checkReviews(spec.clauses, readReviews(root), identifiersOf(spec), sets.length === 0),
  ];
}

function checkFresh(root: string, file: string, text: string): Problem[] {
  const place = path.join(root, file);
  if (existsSync(place) && readFileSync(place, 'utf8') === text) return [];
  return [
    { file, line: 1, rule: 'stale-index', message: 'is not what spec/ says; run: conform lint --write' },
  ];
}
