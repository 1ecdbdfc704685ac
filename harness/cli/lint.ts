import { writeIndex } from '../clauses/clause-index';
import { lint } from '../clauses/lint';
import { formatProblem } from '../clauses/problem';
import { packageRoot } from '../package-root';
import { type ExitStatus, exitStatus } from './exit-status';

/** `conform lint`: every problem on one line of standard error; with `write` the generated files are made anew first. */
export function runLint({ write = false }: { write?: boolean }): ExitStatus {
  if (write) writeIndex(packageRoot, lint(packageRoot).index);
  const { index, scenarios, problems } = lint(packageRoot);
  for (const problem of problems) process.stderr.write(`${formatProblem(problem)}\n`);
  const counted = `${index.clauses.length} clauses, ${scenarios} scenarios`;
  process.stdout.write(
    `${counted}: ${problems.length === 0 ? 'no problems' : `${problems.length} problems`}\n`,
  );
  return problems.length === 0 ? exitStatus.ok : exitStatus.violated;
}
