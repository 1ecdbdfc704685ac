import { areaOf, type Clause, type ClauseIndex, inOrder, profiles } from './clause';
import { type Document, nodesOf } from './documents';
import { plainText } from './markdown';

export const contentsFile = 'spec/contents.md';

/** spec/contents.md: which clauses each profile adds, chapter by chapter. */
export function contentsText({ clauses }: ClauseIndex, documents: readonly Document[]): string {
  const titles = new Map(documents.map((document) => [document.file, titleOf(document)]));
  const sections = profiles.map((profile) => {
    const own = clauses.filter((clause) => clause.profile === profile);
    return `## ${profile}\n\n${countsOf(own)}.\n\n${tableOf(own, titles)}`;
  });
  return `# Clauses by profile\n\nMade by \`conform lint --write\`. ${countsOf(clauses)}. What a profile is: [profiles.md](profiles.md).\n\n${sections.join('\n')}`;
}

function tableOf(clauses: readonly Clause[], titles: ReadonlyMap<string, string>): string {
  const files = [...new Set(clauses.map((clause) => clause.file))];
  const rows = files.map((file) => {
    const own = clauses.filter((clause) => clause.file === file);
    const link = `[${titles.get(file) ?? file}](${file.replace(/^spec\//, '')})`;
    return `| ${link} | ${rangesOf(own.map(({ id }) => id)).join(', ')} | ${own.length} |\n`;
  });
  return `| chapter | clauses | |\n|---|---|---|\n${rows.join('')}`;
}

/** `STOP-1 … STOP-6` for numbers in a row. */
function rangesOf(ids: readonly string[]): string[] {
  const ranges: [string, string][] = [];
  for (const id of [...ids].sort(inOrder)) {
    const last = ranges.at(-1);
    if (last && areaOf(last[1]) === areaOf(id) && numberOf(last[1]) + 1 === numberOf(id)) last[1] = id;
    else ranges.push([id, id]);
  }
  return ranges.map(([from, to]) => {
    if (from === to) return from;
    return numberOf(from) + 1 === numberOf(to) ? `${from}, ${to}` : `${from} … ${to}`;
  });
}

const numberOf = (id: string): number => Number(id.slice(areaOf(id).length + 1));

function countsOf(clauses: readonly Clause[]): string {
  const counts = (['MUST', 'SHOULD', 'MAY'] as const).map(
    (level) => [level, clauses.filter((clause) => clause.level === level).length] as const,
  );
  const told = counts.filter(([, count]) => count > 0).map(([level, count]) => `${count} ${level}`);
  return `${clauses.length} clauses: ${told.join(', ') || 'none'}`;
}

const titleOf = ({ file, tree }: Document): string => {
  const heading = nodesOf(tree).find((node) => node.type === 'heading');
  return heading ? plainText(heading) : file;
};
