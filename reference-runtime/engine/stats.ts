import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { type Usage, usageOf } from '../isolation/cgroups/usage';
import type { Container } from './container';
import { type Engine, find } from './engine';

/** What a container used at one moment; nothing but the time when it does not run. */
export interface Sample {
  readonly at: string;
  readonly usage?: Usage;
  readonly networks: Readonly<Record<string, { received: number; sent: number }>>;
}

const everyMs = 1000;

/**
 * A sample every second until the signal; the first at once. Throws RuntimeError `not-found`.
 * Clauses: STATS-1 … STATS-3.
 */
export function samples(engine: Engine, reference: string, signal: AbortSignal): AsyncIterable<Sample> {
  const container = find(engine, reference);
  return (async function* () {
    while (!signal.aborted && !container.removed) {
      yield sample(container);
      await pause(everyMs, undefined, { signal }).catch(() => undefined);
    }
  })();
}

function sample({ record, run }: Container): Sample {
  const at = new Date().toISOString();
  if (!run) return { at, networks: {} };
  return { at, usage: usageOf(record.id), networks: interfacesOf(run.monitored.pid) };
}

/** proc_pid_net(5), "/proc/pid/net/dev": bytes received are the first number behind the colon, bytes sent the ninth. */
function interfacesOf(pid: number): Sample['networks'] {
  try {
    const lines = readFileSync(`/proc/${pid}/net/dev`, 'utf8').trim().split('\n').slice(2);
    const found = lines.map((line) => {
      const [name = '', numbers = ''] = line.trim().split(/:\s*/);
      const fields = numbers.split(/\s+/).map(Number);
      return [name, { received: fields[0] ?? 0, sent: fields[8] ?? 0 }] as const;
    });
    return Object.fromEntries(found.filter(([name]) => name !== 'lo'));
  } catch {
    return {}; // it has ended meanwhile
  }
}
