/** How `conform` ends; the same numbers as in the README and in `conform run --help`. */
export const exitStatus = { ok: 0, violated: 1, usage: 2, cannotJudge: 3 } as const;
export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus];

/** The user asked for something that does not exist or makes no sense: status 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Nothing wrong was asked, and yet no verdict is possible: status 3. */
export class CannotJudgeError extends Error {
  override readonly name = 'CannotJudgeError';
}
