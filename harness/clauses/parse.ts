import type { Blockquote, Node, Root, RootContent } from 'mdast';
import type { Clause } from './clause';
import { sha256 } from './digest';
import { readFields } from './fields';
import type { Report, Section } from './markdown';
import { lineOf, plainText, sectionsOf, strongIn } from './markdown';
import type { Problem } from './problem';

/** A number that stays taken: `### STOP-4 Withdrawn`. */
export interface Withdrawn {
  readonly id: string;
  readonly file: string;
  readonly line: number;
}

export interface ParsedText {
  readonly clauses: readonly Clause[];
  readonly withdrawn: readonly Withdrawn[];
  readonly problems: readonly Problem[];
}

const clauseHeading = /^([A-Z]+-[1-9]\d*) +(\S.*)$/;
const keywords = ['MUST', 'MUST NOT', 'SHOULD', 'SHOULD NOT', 'MAY'];
// RFC 2119 knows more words for the same levels; one word per level keeps clauses comparable (spec/style.md).
const normativeWord = /\b(MUST|SHALL|SHOULD|MAY|REQUIRED|RECOMMENDED|OPTIONAL)\b/g;

/** Reads the clauses of one file of the specification; spec/style.md gives their form. Never throws: mistakes are problems. */
export function parseSpecText(file: string, markdown: string | Root): ParsedText {
  const clauses: Clause[] = [];
  const withdrawn: Withdrawn[] = [];
  const problems: Problem[] = [];
  for (const section of sectionsOf(markdown)) {
    const report = (rule: string, message: string, at: Node = section.heading) =>
      problems.push({ file, line: lineOf(at), rule, message });
    const [, id, title] = clauseHeading.exec(plainText(section.heading)) ?? [];
    if (id === undefined || title === undefined || section.heading.depth !== 3)
      rejectStrayClause(section, report);
    else if (title === 'Withdrawn') withdrawn.push({ id, file, line: lineOf(section.heading) });
    else {
      const clause = readClause({ id, title, file, line: lineOf(section.heading) }, section.body, report);
      if (clause) clauses.push(clause);
    }
  }
  return { clauses, withdrawn, problems };
}

type Place = Pick<Clause, 'id' | 'title' | 'file' | 'line'>;

function readClause(place: Place, body: readonly RootContent[], report: Report): Clause | undefined {
  const quotes = body.filter((node): node is Blockquote => node.type === 'blockquote');
  const [quote] = quotes;
  if (quote === undefined || quotes.length > 1) {
    report('one-sentence', `${place.id} needs one block quote with its sentence, found ${quotes.length}`);
    return undefined;
  }
  const sentence = plainText(quote);
  const keyword = readKeyword(place.id, quote, sentence, report);
  const fields = readFields(place.id, body, report);
  if (keyword === undefined || fields === undefined) return undefined;
  return {
    id: place.id,
    title: place.title,
    sentence,
    digest: sha256(sentence),
    level: keyword.replace(' NOT', '') as Clause['level'],
    negated: keyword.endsWith(' NOT'),
    ...fields,
    file: place.file,
    line: place.line,
  };
}

/** The one bold keyword of the sentence; undefined, and reported, when the sentence has another form. */
function readKeyword(id: string, quote: Blockquote, sentence: string, report: Report): string | undefined {
  if (quote.children.length !== 1 || !/^[^.]([^.]|\.(?! ))*\.$/.test(sentence))
    report(
      'one-sentence',
      `${id}: the block quote must hold exactly one sentence, ended by a full stop`,
      quote,
    );
  const bold = strongIn(quote).map(plainText);
  const [keyword] = bold;
  if (keyword === undefined || bold.length > 1 || !keywords.includes(keyword)) {
    const found = bold.length === 0 ? 'none is bold' : `bold are: ${bold.join(', ')}`;
    report(
      'one-keyword',
      `${id}: the sentence needs exactly one bold keyword of ${keywords.join(', ')}; ${found}`,
      quote,
    );
    return undefined;
  }
  if ((sentence.match(normativeWord) ?? []).length > 1)
    report(
      'two-keywords',
      `${id}: the sentence states more than one requirement; split it into clauses`,
      quote,
    );
  return keyword;
}

/** A quoted requirement under a heading that is no clause would be normative text that nothing counts. */
function rejectStrayClause({ heading, body }: Section, report: Report): void {
  for (const node of body)
    if (node.type === 'blockquote' && strongIn(node).some((bold) => keywords.includes(plainText(bold))))
      report(
        'clause-heading',
        `a requirement under «${plainText(heading)}», which is no clause heading such as «### STOP-3 Grace period»`,
        node,
      );
}
