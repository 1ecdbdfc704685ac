/** For tests: a small project with two clauses that fit their examples, to be broken in one place at a time. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { lint } from './lint';

/** What only a whole specification fulfils. */
const rulesForTheWhole = new Set(['announced-heading', 'capability-table', 'provenance']);

export const specFile = 'spec/operations/stop.md';
export const featureFile = 'features/operations/stop.feature';

export interface Project {
  readonly root: string;
  write(file: string, text: string): void;
  /** Makes the generated files anew. */
  generate(): void;
  /** `file:line rule` of every problem, sorted. */
  found(): string[];
  /** The same with what is told. */
  told(): string[];
  remove(): void;
}

export function temporaryProject(): Project {
  const root = mkdtempSync(path.join(tmpdir(), 'conform-lint-'));
  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  };
  const generate = () => {
    for (const { file, text } of lint(root).generated) write(file, text);
  };
  const problems = () => lint(root).problems.filter(({ rule }) => !rulesForTheWhole.has(rule));
  write('spec/profiles.md', '# Profiles\n');
  write(specFile, clauseText('STOP-1', 'Grace period') + clauseText('STOP-2', 'Twice', 'memory-limit'));
  write(
    featureFile,
    `Feature: Stop\n${ruleText('STOP-1', 'Grace period')}${ruleText('STOP-2', 'Twice', ' @needs:memory-limit')}`,
  );
  generate();
  return {
    root,
    write,
    generate,
    found: () => problems().map(({ file, line, rule }) => `${file}:${line} ${rule}`),
    told: () => problems().map(({ file, line, rule, message }) => `${file}:${line} ${rule} ${message}`),
    remove: () => rmSync(root, { recursive: true }),
  };
}

export const clauseText = (id: string, title: string, needs = '–'): string =>
  `### ${id} ${title}\n\n> It **MUST** stop.\n\nProfile: core · Needs: ${needs} · Since: 1.0 · From: seeds\n\nWhy: it ends.\n\n`;

export const steps = '      Given a container\n      When it stops\n      Then it is stopped\n';

export const ruleText = (id: string, title: string, tags = '', body = steps): string =>
  `  @${id}${tags}\n  Rule: ${id} ${title}\n    Scenario: it runs\n${body}`;
