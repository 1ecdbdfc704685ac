import { type Paint, painterFor } from '../../reports/paint';
import type { Clause } from '../clauses/clause';
import { readIndex } from '../clauses/clause-index';
import { type CoveringScenario, coverage } from '../clauses/coverage';
import { readFeatures } from '../clauses/features';
import { packageRoot } from '../package-root';
import { type ExitStatus, exitStatus } from './exit-status';
import { clausesNamed } from './selection';

/** `conform explain ID…`: what a clause says, why, where it comes from, how it is tested. */
export function runExplain(ids: readonly string[]): ExitStatus {
  const { clauses } = readIndex(packageRoot);
  const chosen = clausesNamed(clauses, ids);
  const covering = coverage(clauses, readFeatures(packageRoot).features);
  const paint = painterFor(process.stdout);
  const texts = chosen.map((clause) => explain(clause, covering.get(clause.id) ?? [], paint));
  process.stdout.write(texts.join('\n'));
  return exitStatus.ok;
}

function explain(clause: Clause, scenarios: readonly CoveringScenario[], paint: Paint): string {
  const field = (name: string, text: string) => `  ${paint('dim', name.padEnd(9))} ${wrap(text, 12)}`;
  const lines = [
    paint('bold', `${clause.id} ${clause.title}`),
    '',
    `  ${wrap(clause.sentence, 2)}`,
    '',
    field(
      'level',
      `${clause.level}${clause.negated ? ' NOT' : ''} · profile ${clause.profile} · since ${clause.since}`,
    ),
    field('needs', clause.needs.length === 0 ? 'no optional capability' : clause.needs.join(', ')),
    field('why', clause.why),
    field('from', clause.from),
    field('text', `${clause.file}:${clause.line}`),
    field('tested by', scenarios.length === 0 ? paint('red', 'no scenario yet') : ''),
    ...scenarios.map(({ name, location }) => `    · ${name}  ${paint('dim', location)}`),
    field('run it', `npm run conformance -- --clause ${clause.id}`),
  ];
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

/** Breaks a text at blanks so that it fits 100 columns, each further line indented. */
function wrap(text: string, indent: number): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const current = lines.at(-1) ?? '';
    if (current !== '' && indent + current.length + word.length + 1 > 100) lines.push(word);
    else lines[lines.length - 1] = current === '' ? word : `${current} ${word}`;
  }
  return lines.join(`\n${' '.repeat(indent)}`);
}
