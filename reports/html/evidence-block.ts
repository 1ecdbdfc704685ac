import { escapeMarkup as text } from '../escape';

/** What was asked of the runtime and what it answered, folded away until somebody wants to know. */
export function evidenceBlock(evidence: readonly unknown[]): string {
  if (evidence.length === 0) return '';
  const items = evidence.map(
    (item) => `<pre>${text(isExchange(item) ? transcript(item) : JSON.stringify(item, null, 2))}</pre>`,
  );
  return `<details class="evidence"><summary>What was asked and answered (the last ${evidence.length})</summary>${items.join('')}</details>`;
}

interface AskedAndAnswered {
  asked: readonly string[];
  status: number;
  stdout?: string;
  stderr?: string;
  durationMs?: number;
}

const isExchange = (item: unknown): item is AskedAndAnswered =>
  typeof item === 'object' &&
  item !== null &&
  'asked' in item &&
  Array.isArray(item.asked) &&
  'status' in item;

function transcript({ asked, status, stdout = '', stderr = '', durationMs }: AskedAndAnswered): string {
  const time = durationMs === undefined ? '' : `, ${Math.round(durationMs)} ms`;
  return [
    `$ ${asked.map(quoted).join(' ')}`,
    `status ${status}${time}`,
    ...stream('stdout', stdout),
    ...stream('stderr', stderr),
  ].join('\n');
}

/** Line ends at the end are part of the evidence: one is the rule, more show as blank lines, a missing one is said. */
function stream(name: string, content: string): string[] {
  if (content === '') return [];
  const lines = content.replace(/\n$/, '').replace(/^/gm, '  ');
  return [content.endsWith('\n') ? `${name}:` : `${name}, without a line end:`, lines];
}

/** A word as a POSIX shell would need it, so that a reader can try the command. */
const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
