import { identifiersIn } from './citations';
import type { Document } from './documents';
import type { Problem } from './problem';
import { tablesIn } from './tables';

const file = 'spec/provenance.md';
const range = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const promised: Readonly<Record<string, readonly string[]>> = {
  item: range(131).map(String),
  contradiction: range(22).map((number) => `C-${number}`),
};
const reason = /\b(Context|Later): \S/;

/** Every item of the seeds is held by a clause or says why it is not; every contradiction is decided; each is told once. */
export function checkProvenance(documents: readonly Document[], ids: ReadonlySet<string>): Problem[] {
  const document = documents.find((candidate) => candidate.file === file);
  const tables = document ? tablesIn(document) : [];
  return Object.entries(promised).flatMap(([kind, names]) => {
    const rows = tables.filter(({ head }) => head[0] === kind).flatMap((table) => table.rows);
    const first = new Map<string, number>();
    const wrong = rows.flatMap(({ line, cells: [name = '', what = '', outcome = ''] }) => {
      const earlier = first.get(name);
      first.set(name, earlier ?? line);
      if (!names.includes(name)) return [problem(line, `the seeds have no ${kind} ${name}`)];
      if (earlier !== undefined) return [problem(line, `${kind} ${name} stands in line ${earlier} already`)];
      if (what === '') return [problem(line, `${kind} ${name} does not tell what the seeds say`)];
      const held = identifiersIn(outcome).some((id) => ids.has(id)) || reason.test(outcome);
      if (kind === 'item' ? held : outcome !== '') return [];
      const need = kind === 'item' ? 'a clause that holds it, or «Context: …» or «Later: …»' : 'a decision';
      return [problem(line, `${kind} ${name} needs ${need}`)];
    });
    const missing = names.filter((name) => !first.has(name));
    return [...wrong, ...(missing.length > 0 ? [problem(1, `lacks ${kind} ${missing.join(', ')}`)] : [])];
  });
}

const problem = (line: number, message: string): Problem => ({ file, line, rule: 'provenance', message });
