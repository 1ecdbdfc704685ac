import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Nodes, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { filesBelow } from './files';

/** A Markdown file of the project. */
export interface Document {
  /** Relative to the package root. */
  readonly file: string;
  readonly tree: Root;
}

const rooms = ['spec', 'features', 'steps', 'harness', 'reference-runtime', 'reports', 'bench'];

/** Everything that people read: the Markdown files at the root and in every room. */
export function readDocuments(root: string, among: readonly string[] = rooms): Document[] {
  const atRoot = readdirSync(root).filter((name) => name.endsWith('.md'));
  const inRooms = among
    .filter((room) => existsSync(path.join(root, room)))
    .flatMap((room) => filesBelow(root, room, '.md'))
    .filter((file) => !/\/(out|build|node_modules)\//.test(file));
  return [...atRoot, ...inRooms].map((file) => ({
    file,
    tree: fromMarkdown(readFileSync(path.join(root, file), 'utf8')),
  }));
}

/** A node and all nodes below it. */
export const nodesOf = (node: Nodes): Nodes[] =>
  'children' in node ? [node, ...node.children.flatMap(nodesOf)] : [node];
