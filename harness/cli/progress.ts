import type { Paint } from '../../reports/paint';
import type { Finished, Progress } from './track';

/** Shows how a run goes on. */
export interface ProgressView {
  /** Says what is being done before scenarios run, and afterwards. */
  phase(text: string): void;
  show(progress: Progress, finished: Finished | undefined): void;
  close(): void;
}

/** For files, pipes and CI logs: one line per phase and per scenario. */
export function plainProgress(write: (text: string) => void): ProgressView {
  return {
    phase: (text) => write(`${text} …\n`),
    show: ({ total, done }, finished) => {
      if (!finished) return;
      const place = `[${String(done).padStart(String(total).length)}/${total}]`;
      write(`${place} ${finished.outcome.padEnd(7)} ${finished.title} (${finished.durationMs} ms)\n`);
    },
    close: () => undefined,
  };
}

/** For a terminal: a bar that stays in place, the scenarios under way below it, failures above it as they come. */
export async function liveProgress(stream: NodeJS.WriteStream, paint: Paint): Promise<ProgressView> {
  const { createLogUpdate } = await import('log-update');
  const update = createLogUpdate(stream);
  const startedAt = Date.now();
  return {
    phase: (text) => update(paint('dim', `${text} …`)),
    show: (progress, finished) => {
      const seconds = `${((Date.now() - startedAt) / 1000).toFixed(0)} s`;
      const { total, done, failed, running } = progress;
      const counts = `${done} of ${total}${failed > 0 ? paint('red', ` · ${failed} failed`) : ''} · ${seconds}`;
      const current = running
        .slice(0, 4)
        .map((title) => paint('dim', `  ${cut(title, (stream.columns ?? 80) - 4)}`));
      if (finished?.outcome === 'FAILED') update.persist(`${paint('red', '✗')} ${finished.title}`);
      update([`${bar(total === 0 ? 0 : done / total)} ${counts}`, ...current].join('\n'));
    },
    close: () => {
      update.clear();
      update.done(); // gives the cursor back
    },
  };
}

const barWidth = 28;
const bar = (share: number): string => {
  const full = Math.round(share * barWidth);
  return '█'.repeat(full) + '░'.repeat(barWidth - full);
};

const cut = (text: string, width: number): string =>
  text.length <= width ? text : `${text.slice(0, width - 1)}…`;
