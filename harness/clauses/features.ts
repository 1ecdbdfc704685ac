import { readFileSync } from 'node:fs';
import path from 'node:path';
import { AstBuilder, GherkinClassicTokenMatcher, Parser } from '@cucumber/gherkin';
import {
  type Background,
  type Feature,
  IdGenerator,
  type Rule,
  type Scenario,
  type Step,
} from '@cucumber/messages';
import { filesBelow } from './files';
import type { Problem } from './problem';

/** What lint, coverage and `conform list` need of a feature file. */
export interface FeatureOutline {
  readonly file: string;
  readonly line: number;
  readonly name: string;
  readonly rules: readonly RuleOutline[];
  /** Scenarios that stand outside every rule. */
  readonly loose: readonly ScenarioOutline[];
  readonly backgrounds: readonly BackgroundOutline[];
}

export interface RuleOutline {
  readonly line: number;
  readonly name: string;
  /** With @. */
  readonly tags: readonly string[];
  readonly scenarios: readonly ScenarioOutline[];
}

export interface ScenarioOutline {
  readonly line: number;
  readonly name: string;
  /** Its own and those it inherits, with @. */
  readonly tags: readonly string[];
  readonly steps: readonly StepOutline[];
}

export interface BackgroundOutline {
  readonly line: number;
  readonly steps: readonly StepOutline[];
}

export interface StepOutline {
  readonly line: number;
  readonly text: string;
  /** `And` and `But` count as what they continue. */
  readonly kind: 'Context' | 'Action' | 'Outcome' | 'Unknown';
}

/** All feature files in order of their names; a file that does not parse is a problem. */
export function readFeatures(root: string): { features: FeatureOutline[]; problems: Problem[] } {
  const features: FeatureOutline[] = [];
  const problems: Problem[] = [];
  for (const file of filesBelow(root, 'features', '.feature')) {
    try {
      const { feature } = newParser().parse(readFileSync(path.join(root, file), 'utf8'));
      if (feature) features.push(outline(file, feature));
      else problems.push({ file, line: 1, rule: 'empty-feature', message: 'holds no Feature' });
    } catch (error) {
      const message = (error as Error).message;
      problems.push({ file, line: Number(/\((\d+):/.exec(message)?.[1] ?? 1), rule: 'gherkin', message });
    }
  }
  return { features, problems };
}

const newParser = () =>
  new Parser(new AstBuilder(IdGenerator.incrementing()), new GherkinClassicTokenMatcher());

function outline(file: string, feature: Feature): FeatureOutline {
  const tags = feature.tags.map((tag) => tag.name);
  const rules = feature.children.flatMap(({ rule }) => (rule ? [rule] : []));
  return {
    file,
    line: feature.location.line,
    name: feature.name,
    rules: rules.map((rule) => outlineRule(rule, tags)),
    loose: scenariosOf(feature.children, tags),
    backgrounds: [
      ...backgroundsOf(feature.children),
      ...rules.flatMap((rule) => backgroundsOf(rule.children)),
    ],
  };
}

function outlineRule(rule: Rule, inherited: readonly string[]): RuleOutline {
  const tags = [...inherited, ...rule.tags.map((tag) => tag.name)];
  return { line: rule.location.line, name: rule.name, tags, scenarios: scenariosOf(rule.children, tags) };
}

const scenariosOf = (
  children: readonly { scenario?: Scenario }[],
  inherited: readonly string[],
): ScenarioOutline[] =>
  children.flatMap(({ scenario }) => (scenario ? [outlineScenario(scenario, inherited)] : []));

const backgroundsOf = (children: readonly { background?: Background }[]): BackgroundOutline[] =>
  children.flatMap(({ background }) =>
    background ? [{ line: background.location.line, steps: outlineSteps(background.steps) }] : [],
  );

const outlineScenario = (scenario: Scenario, inherited: readonly string[]): ScenarioOutline => ({
  line: scenario.location.line,
  name: scenario.name,
  tags: [
    ...inherited,
    ...scenario.tags.map((tag) => tag.name),
    ...scenario.examples.flatMap((e) => e.tags.map((t) => t.name)),
  ],
  steps: outlineSteps(scenario.steps),
});

function outlineSteps(steps: readonly Step[]): StepOutline[] {
  let kind: StepOutline['kind'] = 'Unknown';
  return steps.map((step) => {
    const own = step.keywordType;
    if (own === 'Context' || own === 'Action' || own === 'Outcome') kind = own;
    return { line: step.location.line, text: step.text, kind };
  });
}
