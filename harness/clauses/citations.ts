import { didYouMean } from '../nearest';
import { areaOf } from './clause';
import { type Document, nodesOf } from './documents';
import { lineOf } from './markdown';
import type { Problem } from './problem';

/**
 * Every clause that prose names exists. What looks like an identifier of an area that does not exist is none: UTF-8, SHA-256.
 * `From:` names facts, whose numbers look the same and are not ours.
 */
export function checkCitations(documents: readonly Document[], ids: ReadonlySet<string>): Problem[] {
  const areas = new Set([...ids].map(areaOf));
  return documents.flatMap(({ file, tree }) =>
    nodesOf(tree).flatMap((node) => {
      if (!('value' in node)) return [];
      const first = lineOf(node) + (node.type === 'code' ? 1 : 0);
      return node.value.split('\n').flatMap((text, index) =>
        identifiersIn(text.replace(/\bFrom: .*/, ''))
          .filter((id) => areas.has(areaOf(id)) && !ids.has(id))
          .map((id) => ({
            file,
            line: first + index,
            rule: 'unknown-clause',
            message: `${id} names no clause.${didYouMean(id, ids)}`,
          })),
      );
    }),
  );
}

/** `STOP-3` wherever it stands as a word of its own. */
export const identifiersIn = (text: string): string[] =>
  text.match(/(?<![\w-])[A-Z]+-[1-9]\d*(?![\w-])/g) ?? [];

/** The same, with all that stand between the ends of a range: `STOP-3 … STOP-6`. */
export function identifiersWithRanges(text: string): string[] {
  const ranges = [...text.matchAll(/(?<![\w-])([A-Z]+)-([1-9]\d*) … \1-([1-9]\d*)(?![\w-])/g)];
  const between = ranges.flatMap(([, area, from, to]) =>
    Array.from(
      { length: Math.max(0, Number(to) - Number(from) - 1) },
      (_, index) => `${area}-${Number(from) + 1 + index}`,
    ),
  );
  return [...new Set([...identifiersIn(text), ...between])];
}
