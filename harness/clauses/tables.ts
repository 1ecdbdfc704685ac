import type { Nodes } from 'mdast';
import { type Document, nodesOf } from './documents';
import { lineOf } from './markdown';

export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
}

/** The tables of a document. CommonMark knows none: to its parser they are paragraphs of lines with bars. */
export function tablesIn({ tree }: Document): Table[] {
  return nodesOf(tree).flatMap((node) => {
    if (node.type !== 'paragraph') return [];
    const [head = '', rule = '', ...lines] = textOf(node).split('\n');
    if (!/^\|[\s|:-]+\|$/.test(rule.trim())) return [];
    const rows = lines.map((line, index) => ({ line: lineOf(node) + 2 + index, cells: cellsOf(line) }));
    return [{ head: cellsOf(head), rows }];
  });
}

const cellsOf = (line: string): string[] =>
  line
    .replace(/^\s*\|/, '')
    .replace(/\|\s*$/, '')
    .split('|')
    .map((cell) => cell.trim());

/** What the reader sees, with its line ends. */
const textOf = (node: Nodes): string =>
  'value' in node ? node.value : 'children' in node ? node.children.map(textOf).join('') : '';
