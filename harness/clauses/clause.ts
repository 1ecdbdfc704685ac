/** One normative sentence of the specification, as clauses.json holds it. */
export interface Clause {
  /** `STOP-3`: area and number, never renumbered, never reused. */
  readonly id: string;
  readonly title: string;
  /** The sentence without Markdown marks. */
  readonly sentence: string;
  /** `sha256:` of the sentence: what scenarios are bound to. */
  readonly digest: string;
  readonly level: 'MUST' | 'SHOULD' | 'MAY';
  readonly negated: boolean;
  readonly profile: Profile;
  /** Capabilities without which the clause does not apply. */
  readonly needs: readonly string[];
  readonly since: string;
  readonly from: string;
  readonly why: string;
  /** Why no scenario examines it; absent when scenarios do. */
  readonly unexamined?: string;
  /** Relative to the package root. */
  readonly file: string;
  readonly line: number;
}

export const profiles = ['execution', 'core', 'networking'] as const;
export type Profile = (typeof profiles)[number];

/** clauses.json */
export interface ClauseIndex {
  readonly version: string;
  /** `sha256:` over all clauses: identifies the text that a run was judged against. */
  readonly digest: string;
  readonly clauses: readonly Clause[];
  /** Identifiers that will not be given again. */
  readonly withdrawn: readonly string[];
}

/** `STOP-3` → `STOP` */
export const areaOf = (id: string): string => id.slice(0, id.lastIndexOf('-'));

/** Versions and identifiers in their order: `1.9` before `1.10`, `STOP-2` before `STOP-10`. */
export const inOrder = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });
