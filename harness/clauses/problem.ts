/** Something in spec/, features/ or steps/ that breaks a rule of lint: where, which rule, and what to do about it. */
export interface Problem {
  /** Relative to the package root. */
  readonly file: string;
  readonly line: number;
  /** Short name of the rule, e.g. `two-keywords`. */
  readonly rule: string;
  readonly message: string;
}

export const byPlace = (a: Problem, b: Problem): number =>
  a.file.localeCompare(b.file) || a.line - b.line || a.rule.localeCompare(b.rule);

export const formatProblem = (p: Problem): string => `${p.file}:${p.line}: ${p.message} [${p.rule}]`;
