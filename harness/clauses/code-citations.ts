import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { didYouMean } from '../nearest';
import { identifiersWithRanges } from './citations';
import { areaOf } from './clause';
import { filesBelow } from './files';
import type { Problem } from './problem';

/** A place in the reference runtime whose comment names a clause, such as `(STOP-3)` or `Clauses: STOP-1 … STOP-4.`. */
export interface Citation {
  readonly id: string;
  readonly file: string;
  readonly line: number;
  /** What the comment stands above, where that can be told. */
  readonly name: string | undefined;
}

const room = 'reference-runtime';
const comment = /^\s*(?:\/\/|\/\*|\*)(.*)|\s\/\/\s(.*)/;
const declaration =
  /^OPERATION\((\w+)\)|^\s*(?:export )?(?:async )?(?:abstract )?(?:function|class|const|let|interface|type|enum)\s+(\w+)|^\s*(?:static |async |readonly |get )*(#?\w+)\s*[(=:]|^\w[\w *]*?(\w+)\(/;

/** Every clause that the code of the reference runtime says it holds, in order of files. The compiler never sees a comment. */
export function codeCitations(root: string): Citation[] {
  if (!existsSync(path.join(root, room))) return [];
  const files = ['.ts', '.c', '.h'].flatMap((ending) => filesBelow(root, room, ending));
  return files
    .filter((file) => !file.endsWith('.test.ts'))
    .flatMap((file) => citationsIn(file, readFileSync(path.join(root, file), 'utf8')));
}

function citationsIn(file: string, text: string): Citation[] {
  if (!/[A-Z]-\d/.test(text)) return [];
  const lines = text.split('\n');
  return lines.flatMap((line, index) => {
    const [, whole, trailing] = comment.exec(line) ?? [];
    const name = nameBelow(lines.slice(index));
    return identifiersWithRanges(whole ?? trailing ?? '').map((id) => ({ id, file, line: index + 1, name }));
  });
}

function nameBelow(lines: readonly string[]): string | undefined {
  const code = lines.find((line) => !/^\s*(?:\/\/|\/\*|\*)/.test(line) && line.trim() !== '');
  const [, ...names] = declaration.exec(code ?? '') ?? [];
  return names.find((name) => name !== undefined);
}

/** The clauses that the code names exist. */
export function checkCodeCitations(citations: readonly Citation[], ids: ReadonlySet<string>): Problem[] {
  const areas = new Set([...ids].map(areaOf));
  return citations
    .filter(({ id }) => areas.has(areaOf(id)) && !ids.has(id))
    .map(({ id, file, line }) => ({
      file,
      line,
      rule: 'unknown-clause',
      message: `${id} names no clause.${didYouMean(id, ids)}`,
    }));
}
