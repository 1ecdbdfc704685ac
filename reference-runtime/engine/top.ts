import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { RuntimeError } from '../errors';
import { processesOf } from '../isolation/cgroups/container-cgroup';
import { type Engine, find } from './engine';
import { demandLawful } from './state';

export interface ProcessTable {
  readonly titles: readonly string[];
  /** As many fields as there are titles; the last keeps its blanks. */
  readonly rows: readonly (readonly string[])[];
}

/**
 * The processes of a container, those that were executed in it included, as the host's `ps` shows them when called with `words`.
 * Throws RuntimeError `not-found`, `conflict` (not running), `invalid` (words that ps does not understand or that hide the
 * numbers of processes), `not-implemented` (a host without ps).
 * Clauses: TOP-1 … TOP-3.
 */
export async function top(engine: Engine, reference: string, words = '-ef'): Promise<ProcessTable> {
  const container = find(engine, reference);
  demandLawful('list the processes of', container.state, container.record.name);
  const [head = '', ...lines] = (await ps(words.split(/\s+/))).trimEnd().split('\n');
  const titles = head.trim().split(/\s+/);
  const place = titles.indexOf('PID');
  if (place < 0)
    throw new RuntimeError('invalid', `"ps ${words}" does not show the column PID: ask for it as well`);
  const own = new Set(processesOf(container.record.id).map(String));
  const rows = lines.map((line) => fields(line, titles.length));
  return { titles, rows: rows.filter((row) => own.has(row[place] ?? '')) };
}

async function ps(words: readonly string[]): Promise<string> {
  try {
    return (await promisify(execFile)('ps', words, { maxBuffer: 64 * 1024 * 1024 })).stdout;
  } catch (cause) {
    const { code, stderr = '', message } = cause as NodeJS.ErrnoException & { stderr?: string };
    if (code === 'ENOENT')
      throw new RuntimeError('not-implemented', 'listing processes is not supported: this host has no ps', {
        cause,
      });
    throw new RuntimeError('invalid', `ps ${words.join(' ')}: ${stderr.trim() || message}`, { cause });
  }
}

function fields(line: string, count: number): string[] {
  const all = line.trim().split(/\s+/);
  return [...all.slice(0, count - 1), all.slice(count - 1).join(' ')];
}
