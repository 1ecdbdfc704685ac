import { refusalCategories } from '../drivers/outcome';
import { identifiersIn } from './citations';
import { type Document, nodesOf } from './documents';
import { lineOf } from './markdown';
import type { Problem } from './problem';
import { tablesIn } from './tables';

const textFile = 'spec/life-cycle.md';
export const lifeCycleFile = 'spec/life-cycle.json';

const states = ['created', 'running', 'paused', 'exited', 'removed'];
const outcomes: readonly string[] = [...states, ...refusalCategories];
const impossible = '–';

/** What an operation may lead to in one state: the states after it and the categories of its refusal, and the clauses that say so. */
interface Cell {
  readonly outcomes: readonly string[];
  readonly clauses: readonly string[];
}

interface Row {
  readonly operation: string;
  readonly line: number;
  readonly cells: ReadonlyMap<string, Cell>;
}

/** Operation → state before → cell, as steps and tests read it; undefined where there is no such chapter. */
export function lifeCycleText(documents: readonly Document[]): string | undefined {
  const document = chapterOf(documents);
  if (!document) return undefined;
  const operations = rowsIn(document).map(({ operation, cells }) => [operation, Object.fromEntries(cells)]);
  return `${JSON.stringify(Object.fromEntries(operations), null, 2)}\n`;
}

/** Every cell is filled in and cites a clause, and the drawing shows what the table says. */
export function checkLifeCycle(documents: readonly Document[]): Problem[] {
  const document = chapterOf(documents);
  if (!document) return [];
  const rows = rowsIn(document);
  const found = rows.flatMap(({ operation, line, cells }) =>
    states.flatMap((state) =>
      wrongWith(cells.get(state)).map((what) => ({ line, message: `${operation}, ${state}: ${what}` })),
    ),
  );
  if (rows.length === 0) found.push({ line: 1, message: `has no table of: operation, ${states.join(', ')}` });
  return [...found, ...drawingAgainstTable(document, rows)].map((problem) => ({
    file: textFile,
    rule: 'life-cycle',
    ...problem,
  }));
}

const chapterOf = (documents: readonly Document[]): Document | undefined =>
  documents.find(({ file }) => file === textFile);

function rowsIn(document: Document): Row[] {
  const table = tablesIn(document).find(({ head }) => head.join() === ['operation', ...states].join());
  return (table?.rows ?? []).map(({ line, cells: [operation = '', ...cells] }) => ({
    operation,
    line,
    cells: new Map(states.flatMap((state, index) => readCell(state, cells[index]))),
  }));
}

function readCell(state: string, text = ''): [string, Cell][] {
  if (text === impossible) return [];
  const clauses = identifiersIn(text);
  const [said = ''] = text.split(/\[?\b[A-Z]+-\d/); // a reference to nothing keeps its bracket
  return [[state, { outcomes: said.trim().split(' or '), clauses }]];
}

function wrongWith(cell: Cell | undefined): string[] {
  if (!cell) return [];
  const strange = cell.outcomes.filter((word) => !outcomes.includes(word));
  return [
    ...strange.map((word) => `«${word}» is neither a state nor a category of refusal`),
    ...(cell.clauses.length === 0 ? ['cites no clause'] : []),
  ];
}

/** `from → to` and the operations that lead there, on both sides. A container that does not exist is drawn as [*]. */
function drawingAgainstTable(document: Document, rows: readonly Row[]): { line: number; message: string }[] {
  const drawing = nodesOf(document.tree).find((node) => node.type === 'code' && node.lang === 'mermaid');
  const line = drawing ? lineOf(drawing) : 1;
  const drawn = new Set(drawing && 'value' in drawing ? arrowsIn(drawing.value) : []);
  const told = new Set(rows.flatMap(changesOf));
  return [
    ...[...told]
      .filter((one) => !drawn.has(one))
      .map((one) => ({ line, message: `the drawing lacks ${one}` })),
    ...[...drawn]
      .filter((one) => !told.has(one))
      .map((one) => ({ line, message: `the drawing shows ${one}, the table does not` })),
  ];
}

const arrowsIn = (drawing: string): string[] =>
  drawing.split('\n').flatMap((line) => {
    const [, from, to, operations = ''] = /^\s*(\S+) --> (\S+): (.*)$/.exec(line) ?? [];
    return operations
      .split(',')
      .filter(Boolean)
      .map((operation) => `${from} --> ${to}: ${operation.trim()}`);
  });

const changesOf = ({ operation, cells }: Row): string[] =>
  [...cells].flatMap(([from, cell]) =>
    cell.outcomes
      .filter((to) => to !== from && states.includes(to))
      .map((to) => `${asDrawn(from)} --> ${asDrawn(to)}: ${operation}`),
  );

const asDrawn = (state: string): string => (state === 'removed' ? '[*]' : state);
