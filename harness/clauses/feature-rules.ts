import { isCapability } from '../drivers/capabilities';
import { didYouMean } from '../nearest';
import type { Clause } from './clause';
import { clauseTags, coverage } from './coverage';
import type { FeatureOutline, RuleOutline, ScenarioOutline } from './features';
import type { Problem } from './problem';

type Report = (line: number, rule: string, message: string) => void;

/** The rules of CONTRIBUTING.md for feature files, and the bond between clauses and their examples. */
export function checkFeatures(clauses: readonly Clause[], features: readonly FeatureOutline[]): Problem[] {
  const known = new Map(clauses.map((clause) => [clause.id, clause]));
  const problems = features.flatMap((feature) => checkFeature(feature, known));
  return [...problems, ...untested(clauses, features)];
}

function untested(clauses: readonly Clause[], features: readonly FeatureOutline[]): Problem[] {
  const covering = coverage(clauses, features);
  return clauses.flatMap(({ id, file, line, unexamined }) => {
    const examined = covering.get(id)?.length !== 0;
    if (examined !== (unexamined !== undefined)) return [];
    return examined
      ? [
          {
            file,
            line,
            rule: 'examined',
            message: `${id} has scenarios and says «Not examined: …»; remove one`,
          },
        ]
      : [
          {
            file,
            line,
            rule: 'untested',
            message: `${id} has no scenario; say why in a paragraph «Not examined: …»`,
          },
        ];
  });
}

function checkFeature(feature: FeatureOutline, known: ReadonlyMap<string, Clause>): Problem[] {
  const problems: Problem[] = [];
  const report: Report = (line, rule, message) => problems.push({ file: feature.file, line, rule, message });
  for (const scenario of feature.loose)
    report(
      scenario.line,
      'outside-rule',
      `«${scenario.name}» stands outside every Rule: which clause does it prove?`,
    );
  for (const rule of feature.rules) {
    checkRule(rule, known, report);
    for (const scenario of rule.scenarios) checkScenario(scenario, known, report);
    checkNames(rule.scenarios, report);
  }
  for (const background of feature.backgrounds) {
    if (background.steps.length > 3)
      report(background.line, 'long-background', 'a Background has at most three steps');
    if (background.steps.some((step) => step.kind !== 'Context'))
      report(background.line, 'acting-background', 'a Background only gives states: no When, no Then');
  }
  return problems;
}

function checkRule(rule: RuleOutline, known: ReadonlyMap<string, Clause>, report: Report): void {
  const ids = clauseTags(rule.tags);
  const clause = known.get(ids[0] ?? '');
  if (ids.length !== 1)
    report(rule.line, 'rule-tag', `Rule «${rule.name}» needs one clause as its tag, it has ${ids.length}`);
  if (clause === undefined) return;
  const title = `${clause.id} ${clause.title}`;
  if (rule.name !== title)
    report(rule.line, 'rule-title', `the Rule is titled «${rule.name}», the clause «${title}»`);
  if (rule.scenarios.length === 0) report(rule.line, 'empty-rule', `Rule «${rule.name}» has no scenario`);
  for (const need of clause.needs)
    if (!rule.tags.includes(`@needs:${need}`))
      report(rule.line, 'needs-tag', `${clause.id} needs ${need}: tag the Rule with @needs:${need}`);
}

function checkScenario(scenario: ScenarioOutline, known: ReadonlyMap<string, Clause>, report: Report): void {
  const { line, name, steps } = scenario;
  for (const tag of new Set(scenario.tags))
    checkTag(tag, known, (rule, message) => report(line, rule, message));
  if (name === '') report(line, 'unnamed', 'a scenario needs a title that names the situation');
  if (/\bTODO\b/.test(name)) report(line, 'unfinished', `«${name}» still has to be written`);
  if (!steps.some((step) => step.kind === 'Outcome'))
    report(line, 'no-then', `«${name}» has no Then: it cannot fail`);
  const actions = steps.filter((step) => step.kind === 'Action');
  if (actions.length > 1)
    report(line, 'one-when', `«${name}» has ${actions.length} When steps; one act per scenario`);
  const order = steps.map((step) => ['Context', 'Action', 'Outcome'].indexOf(step.kind));
  const disordered = steps.find((_, index) => (order[index] ?? 0) < (order[index - 1] ?? 0));
  if (disordered)
    report(disordered.line, 'step-order', `«${name}»: Given, then When, then Then; a Then only looks`);
}

function checkTag(
  tag: string,
  known: ReadonlyMap<string, Clause>,
  report: (rule: string, message: string) => void,
): void {
  const [id] = clauseTags([tag]);
  const capability = /^@needs:(.+)$/.exec(tag)?.[1];
  if (tag === '@serial' || (id !== undefined && known.has(id))) return;
  if (id !== undefined) report('unknown-clause', `${tag} names no clause.${didYouMean(id, known.keys())}`);
  else if (capability === undefined)
    report('unknown-tag', `unknown tag ${tag}; tags are clause identifiers, @needs:<capability> and @serial`);
  else if (!isCapability(capability)) report('unknown-capability', `${tag} names no capability`);
}

function checkNames(scenarios: readonly ScenarioOutline[], report: Report): void {
  const seen = new Set<string>();
  for (const { name, line } of scenarios) {
    if (seen.has(name)) report(line, 'same-title', `another scenario of the Rule is titled «${name}» too`);
    seen.add(name);
  }
}
