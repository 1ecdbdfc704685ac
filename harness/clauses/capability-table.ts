import { capabilities } from '../drivers/capabilities';
import type { Document } from './documents';
import type { Problem } from './problem';
import { tablesIn } from './tables';

const file = 'spec/profiles.md';

/** The text lists the same capabilities as the program, each with how it is probed. */
export function checkCapabilityTable(documents: readonly Document[]): Problem[] {
  const document = documents.find((candidate) => candidate.file === file);
  const table = document && tablesIn(document).find(({ head }) => head[0] === 'capability');
  const listed = new Map(table?.rows.map(({ line, cells }) => [cells[0] ?? '', line]));
  const problem = (line: number, message: string) => ({ file, line, rule: 'capability-table', message });
  return [
    ...Object.keys(capabilities)
      .filter((name) => !listed.has(name))
      .map((name) => problem(1, `does not tell how ${name} of harness/drivers/capabilities.ts is probed`)),
    ...[...listed]
      .filter(([name]) => !Object.hasOwn(capabilities, name))
      .map(([name, line]) => problem(line, `harness/drivers/capabilities.ts knows no ${name}`)),
  ];
}
