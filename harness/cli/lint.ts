import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  catalogueFile,
  catalogueText,
  type Phrase,
  phrasesIn,
  unmatchedSteps,
  unusedPhrases,
} from '../clauses/catalogue';
import { lint } from '../clauses/lint';
import { byPlace, formatProblem, type Problem } from '../clauses/problem';
import { readReviews, writeReviews } from '../clauses/reviews';
import { packageRoot } from '../package-root';
import { dryRun } from './dry-run';
import { type ExitStatus, exitStatus } from './exit-status';

/** `conform lint`: every problem on one line of standard error; with `write` the generated files are made anew first. */
export async function runLint({ write = false }: { write?: boolean }): Promise<ExitStatus> {
  const messages = await dryRun();
  const phrases = phrasesIn(messages);
  if (write) {
    for (const { file, text } of lint(packageRoot).generated)
      writeFileSync(path.join(packageRoot, file), text);
    putReviewsInOrder();
    writeFileSync(path.join(packageRoot, catalogueFile), catalogueText(phrases));
  }
  const { index, scenarios, unreviewed, problems } = lint(packageRoot);
  const all = [
    ...problems,
    ...unmatchedSteps(messages),
    ...unusedPhrases(phrases),
    ...checkCatalogue(phrases),
  ];
  for (const problem of all.sort(byPlace)) process.stderr.write(`${formatProblem(problem)}\n`);
  const waiting = unreviewed === 0 ? '' : `, ${unreviewed} to review`;
  const counted = `${index.clauses.length} clauses, ${scenarios} scenarios, ${phrases.length} phrases${waiting}`;
  process.stdout.write(`${counted}: ${all.length === 0 ? 'no problems' : `${all.length} problems`}\n`);
  return all.length === 0 ? exitStatus.ok : exitStatus.violated;
}

/** A merge takes the lines of both sides. Lines that cannot be read are left to their author. */
function putReviewsInOrder(): void {
  const { reviews, malformed, ordered } = readReviews(packageRoot);
  if (!ordered && malformed.length === 0) writeReviews(packageRoot, reviews);
}

function checkCatalogue(phrases: readonly Phrase[]): Problem[] {
  let committed = '';
  try {
    committed = readFileSync(path.join(packageRoot, catalogueFile), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  if (committed === catalogueText(phrases)) return [];
  const message = 'is not what steps/ and features/ say; run: conform lint --write';
  return [{ file: catalogueFile, line: 1, rule: 'stale-catalogue', message }];
}
