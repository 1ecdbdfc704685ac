import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Document, nodesOf } from './documents';
import { lineOf, plainText } from './markdown';
import type { Problem } from './problem';

/** Links between the project's own files lead somewhere: to a file or folder that exists, and to a heading in it. */
export function checkLinks(root: string, documents: readonly Document[]): Problem[] {
  const anchors = new Map(documents.map((document) => [document.file, anchorsIn(document)]));
  return documents.flatMap(({ file, tree }) =>
    nodesOf(tree).flatMap((node): Problem[] => {
      if (node.type !== 'link' && node.type !== 'image' && node.type !== 'definition') return [];
      const wrong = whatIsWrong(root, file, node.url, anchors);
      return wrong === undefined ? [] : [{ file, line: lineOf(node), rule: 'broken-link', message: wrong }];
    }),
  );
}

function whatIsWrong(
  root: string,
  from: string,
  url: string,
  anchors: ReadonlyMap<string, ReadonlySet<string>>,
): string | undefined {
  if (/^[a-z][a-z\d+.-]*:|^\/\//i.test(url)) return undefined;
  const [target = '', anchor] = url.split('#').map(decodeURIComponent);
  const file = target === '' ? from : path.posix.join(path.posix.dirname(from), target);
  if (file.startsWith('..') || target.startsWith('/')) return `the link ${url} leads out of the project`;
  if (!existsSync(path.join(root, file))) return `the link ${url} leads nowhere: there is no ${file}`;
  if (anchor === undefined || anchors.get(file)?.has(anchor) !== false) return undefined;
  return `the link ${url} leads nowhere: ${file} has no heading #${anchor}`;
}

/** As GitHub names headings: lower case, no punctuation, blanks as hyphens, the second of a kind with -1. */
function anchorsIn({ tree }: Document): Set<string> {
  const names = new Set<string>();
  for (const node of nodesOf(tree)) {
    if (node.type !== 'heading') continue;
    const base = plainText(node)
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
      .replaceAll(' ', '-');
    let name = base;
    for (let count = 1; names.has(name); count += 1) name = `${base}-${count}`;
    names.add(name);
  }
  return names;
}
