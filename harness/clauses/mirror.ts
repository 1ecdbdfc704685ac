import type { Clause } from './clause';
import type { FeatureOutline } from './features';
import type { Problem } from './problem';

/** spec/operations/stop.md ↔ features/operations/stop.feature; the properties stand in spec/README.md. */
export const featureOf = (specFile: string): string =>
  specFile === 'spec/README.md'
    ? 'features/properties.feature'
    : specFile.replace(/^spec\//, 'features/').replace(/\.md$/, '.feature');

/** Text and examples mirror each other name by name: a reader of one finds the other without searching. */
export function checkMirror(clauses: readonly Clause[], features: readonly FeatureOutline[]): Problem[] {
  const home = new Map(clauses.map((clause) => [clause.id, featureOf(clause.file)]));
  const mirrored = new Set(home.values());
  const orphans = features
    .filter((feature) => !mirrored.has(feature.file))
    .map(({ file, line }) => ({
      file,
      line,
      rule: 'mirror',
      message: 'mirrors no file of spec/ that has clauses',
    }));
  const strangers = features.flatMap(({ file, rules }) =>
    rules.flatMap(({ name, line, tags }) => {
      const right = tags.map((tag) => home.get(tag.slice(1))).find((found) => found !== undefined);
      if (right === undefined || right === file) return [];
      return [{ file, line, rule: 'mirror', message: `Rule «${name}» belongs into ${right}` }];
    }),
  );
  return [...orphans, ...strangers];
}
