import type { Heading, Node, Nodes, Root, RootContent, Strong } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';

/** A heading and what stands below it, up to the next heading. */
export interface Section {
  readonly heading: Heading;
  readonly body: readonly RootContent[];
}

/** Notes a mistake: the rule's name, the sentence for people, the place (default: the section's heading). */
export type Report = (rule: string, message: string, at?: Node) => void;

/** A Markdown text, parsed or not, cut at its headings. */
export function sectionsOf(markdown: string | Root): Section[] {
  const nodes = (typeof markdown === 'string' ? fromMarkdown(markdown) : markdown).children;
  const starts = nodes.flatMap((node, index) => (node.type === 'heading' ? [{ heading: node, index }] : []));
  return starts.map(({ heading, index }, position) => ({
    heading,
    body: nodes.slice(index + 1, starts[position + 1]?.index),
  }));
}

export const strongIn = (node: Nodes): Strong[] =>
  node.type === 'strong' ? [node] : 'children' in node ? node.children.flatMap(strongIn) : [];

/** What the reader sees of a node, on one line. */
export function plainText(node: Nodes): string {
  const text = (inner: Nodes): string =>
    'value' in inner ? inner.value : 'children' in inner ? inner.children.map(text).join('') : ' ';
  return text(node).replace(/\s+/g, ' ').trim();
}

export const lineOf = (node: Node): number => node.position?.start.line ?? 1;
