import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { areaOf, type Clause } from './clause';
import { plainText, sectionsOf } from './markdown';
import { featureOf } from './mirror';
import type { SpecText } from './spec-text';

export interface Sketch {
  readonly id: string;
  /** What the files will hold. */
  readonly files: readonly { readonly file: string; readonly text: string }[];
}

export interface Wish {
  readonly area: string;
  readonly title: string;
  /** File of spec/ in which the area has, or shall have, its home. */
  readonly home: string;
  readonly since: string;
}

/** The next clause of an area with everything that its author must fill in, and a Rule that fails until it is. */
export function sketchClause(
  root: string,
  spec: Pick<SpecText, 'clauses' | 'withdrawn'>,
  wish: Wish,
): Sketch {
  const { area, title, home, since } = wish;
  const own = [...spec.clauses, ...spec.withdrawn].filter(({ id }) => areaOf(id) === area);
  const number = 1 + Math.max(0, ...own.map(({ id }) => Number(id.slice(area.length + 1))));
  const id = `${area}-${number}`;
  const profile = spec.clauses.findLast((clause) => areaOf(clause.id) === area)?.profile ?? 'core';
  const feature = featureOf(home);
  return {
    id,
    files: [
      {
        file: home,
        text: addClause(
          readOr(root, home, `# ${nameOf(home)}\n\nTODO\n`),
          area,
          clause(id, title, profile, since),
        ),
      },
      {
        file: feature,
        text: addRule(readOr(root, feature, `Feature: ${nameOf(home)}\n`), area, rule(id, title)),
      },
    ],
  };
}

const clause = (id: string, title: string, profile: Clause['profile'], since: string): string =>
  `### ${id} ${title}\n\n> A runtime **MUST** TODO.\n\nProfile: ${profile} · Needs: – · Since: ${since} · From: TODO\n\nWhy: TODO\n`;

const rule = (id: string, title: string): string =>
  `  @${id}\n  Rule: ${id} ${title}\n\n    Scenario: TODO the situation\n      Given a running container\n      When TODO the act\n      Then TODO what can be seen of it\n`;

/** Below the last clause of the area, or at the end. */
function addClause(text: string, area: string, added: string): string {
  const sections = sectionsOf(text);
  const last = sections.findLastIndex(({ heading }) => plainText(heading).startsWith(`${area}-`));
  const next = last < 0 ? undefined : sections[last + 1]?.heading.position?.start.offset;
  return insertAt(text, next ?? text.length, added);
}

/** Below the last Rule of the area, or at the end; a Rule begins with its tags and comments. */
function addRule(text: string, area: string, added: string): string {
  const lines = text.split('\n');
  const rules = lines.flatMap((line, index) => (/^\s*Rule:/.test(line) ? [index] : []));
  const last = rules.findLastIndex((index) => lines[index]?.trim().startsWith(`Rule: ${area}-`));
  let next = last < 0 ? undefined : rules[last + 1];
  while (next !== undefined && /^\s*[@#]/.test(lines[next - 1] ?? '')) next -= 1;
  const offset = next === undefined ? text.length : lines.slice(0, next).join('\n').length + 1;
  return insertAt(text, offset, added);
}

/** As a paragraph of its own. */
const insertAt = (text: string, offset: number, added: string): string => {
  const after = text.slice(offset);
  return `${text.slice(0, offset).trimEnd()}\n\n${added}${after === '' ? '' : `\n${after}`}`;
};

const readOr = (root: string, file: string, otherwise: string): string =>
  existsSync(path.join(root, file)) ? readFileSync(path.join(root, file), 'utf8') : otherwise;

/** `spec/operations/remove-image.md` → `Remove image` */
const nameOf = (file: string): string => {
  const words = path.basename(file, '.md').replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};
