import parseTagExpression from '@cucumber/tag-expressions';
import type { Clause, Profile } from '../clauses/clause';
import { profiles } from '../clauses/clause';
import { clauseTags } from '../clauses/coverage';
import type { FeatureOutline } from '../clauses/features';
import { didYouMean } from '../nearest';
import { UsageError } from './exit-status';

/** Profiles build upon each other (spec/profiles.md): each holds its own clauses and those of every profile before it. */
export function clausesOfProfile(clauses: readonly Clause[], profile: string): Clause[] {
  const rank = profiles.indexOf(profile as Profile);
  if (rank < 0)
    throw new UsageError(
      `unknown profile '${profile}'.${didYouMean(profile, profiles)}\nProfiles: ${profiles.join(' ')}`,
    );
  return clauses.filter((clause) => profiles.indexOf(clause.profile) <= rank);
}

/** The clauses with these identifiers, in any case; UsageError names the nearest for one that does not exist. */
export function clausesNamed(clauses: readonly Clause[], ids: readonly string[]): Clause[] {
  const known = new Map(clauses.map((clause) => [clause.id, clause]));
  const named = ids.map((typed) => {
    const clause = known.get(typed.toUpperCase());
    if (clause === undefined)
      throw new UsageError(
        `unknown clause '${typed}'.${didYouMean(typed, known.keys())}\nAll clauses: conform list`,
      );
    return clause;
  });
  return [...new Set(named)];
}

export interface Selection {
  /** What the run must judge, all of it. */
  readonly judged: readonly Clause[];
  /** Cucumber tag expression that picks the scenarios; empty: every scenario. */
  readonly tagExpression: string;
  /** True when less than the whole profile was asked for. */
  readonly partial: boolean;
}

/** A clause that no suite can look at is no question to a runtime: the text says so, and why. */
const isExamined = ({ unexamined }: Clause): boolean => unexamined === undefined;

interface Wish {
  profile: string;
  clause?: readonly string[];
  tags?: string;
}

/** What to judge and which scenarios do it. `features` is asked only when tags decide. */
export function select(
  clauses: readonly Clause[],
  wish: Wish,
  features: () => readonly FeatureOutline[],
): Selection {
  const inProfile = clausesOfProfile(clauses, wish.profile);
  const named = (wish.clause?.length ? clausesNamed(clauses, wish.clause) : inProfile).filter(isExamined);
  const whole = named.length === clauses.filter(isExamined).length;
  const byClause = whole ? '' : named.map((clause) => `@${clause.id}`).join(' or ');
  if (!wish.tags) return { judged: named, tagExpression: byClause, partial: Boolean(wish.clause?.length) };
  const tested = clausesMatching(wish.tags, features());
  return {
    judged: named.filter((clause) => tested.has(clause.id)),
    tagExpression: byClause === '' ? wish.tags : `(${byClause}) and (${wish.tags})`,
    partial: true,
  };
}

function clausesMatching(expression: string, features: readonly FeatureOutline[]): Set<string> {
  const matches = compile(expression);
  const scenarios = features.flatMap(({ loose, rules }) => [
    ...loose,
    ...rules.flatMap((rule) => rule.scenarios),
  ]);
  return new Set(scenarios.filter(({ tags }) => matches([...tags])).flatMap(({ tags }) => clauseTags(tags)));
}

function compile(expression: string): (tags: string[]) => boolean {
  try {
    const node = parseTagExpression(expression);
    return (tags) => node.evaluate(tags);
  } catch (error) {
    throw new UsageError(
      `--tags is no tag expression: ${(error as Error).message}\nExample: --tags '@STOP-3 and not @serial'`,
    );
  }
}
