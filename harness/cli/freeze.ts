import { existsSync } from 'node:fs';
import path from 'node:path';
import { lint } from '../clauses/lint';
import { requiredFile, requiredSetOf, writeRequiredSet } from '../clauses/required-set';
import { packageRoot } from '../package-root';
import { CannotJudgeError, type ExitStatus, exitStatus, UsageError } from './exit-status';

/** `conform freeze VERSION`: writes down, once, what the version holds; from then on lint keeps the text to it. */
export function runFreeze(version: string, root = packageRoot): ExitStatus {
  const { index, problems, unreviewed } = lint(root);
  const file = requiredFile(version);
  if (existsSync(path.join(root, file)))
    throw new UsageError(`version ${version} is frozen already, in ${file}; a change needs a newer version`);
  if (index.version !== version)
    throw new UsageError(
      `the text is version ${index.version}, the newest that a clause names in Since:; freeze that`,
    );
  if (problems.length > 0)
    throw new CannotJudgeError(`${problems.length} problems in the text; see conform lint`);
  if (unreviewed > 0)
    throw new CannotJudgeError(
      `${unreviewed} clauses wait for a review of their scenarios; see conform review`,
    );
  writeRequiredSet(root, requiredSetOf(index));
  process.stdout.write(`${file}: ${index.clauses.length} clauses of version ${version} are frozen\n`);
  return exitStatus.ok;
}
