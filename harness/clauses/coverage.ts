import type { Clause } from './clause';
import type { FeatureOutline } from './features';

export interface CoveringScenario {
  readonly name: string;
  /** `features/operations/stop.feature:12` */
  readonly location: string;
}

/** Clause identifiers among tags: `@STOP-3` → `STOP-3`. */
export const clauseTags = (tags: readonly string[]): string[] =>
  tags.flatMap((tag) => /^@([A-Z]+-\d+)$/.exec(tag)?.[1] ?? []);

/** Which scenarios are examples of which clause; a clause without any has an empty list. */
export function coverage(
  clauses: readonly Clause[],
  features: readonly FeatureOutline[],
): ReadonlyMap<string, readonly CoveringScenario[]> {
  const covering = new Map<string, CoveringScenario[]>(clauses.map((clause) => [clause.id, []]));
  for (const { file, rules, loose } of features)
    for (const scenario of [...loose, ...rules.flatMap((rule) => rule.scenarios)])
      for (const id of new Set(clauseTags(scenario.tags)))
        covering.get(id)?.push({ name: scenario.name, location: `${file}:${scenario.line}` });
  return covering;
}
