/** Starts again what its creator wants started again, later each time it ends soon. */
import type { Container } from './container';
import type { Engine } from './engine';
import { wantsRestart } from './restart-policy';
import { startAgain } from './start';

const firstDelayMs = 100;
const longestDelayMs = 60_000;
/** Who lived so long may be started without delay when it ends. */
const steadyMs = 10_000;

/** Clauses: MON-5 … MON-8, MON-10. */
export class Restarts {
  private readonly timers = new Map<Container, NodeJS.Timeout>();
  private readonly delays = new WeakMap<Container, number>();

  constructor(private readonly engine: Engine) {}

  /** The record says that the container is to be started again. */
  schedule(container: Container): void {
    const delay = this.nextDelay(container);
    const timer = setTimeout(() => {
      this.timers.delete(container);
      void container.exclusive(() => this.begin(container));
    }, delay);
    this.timers.set(container, timer);
  }

  /** Nobody is to wait for the next start any more: whether somebody did. */
  cancel(container: Container): boolean {
    clearTimeout(this.timers.get(container));
    this.timers.delete(container);
    const { life } = container.record;
    if (!life.restarting) return false;
    life.restarting = false;
    container.save();
    return true;
  }

  /** The daemon ends; the records tell the next one who waits. */
  close(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
  }

  private async begin(container: Container): Promise<void> {
    const { life } = container.record;
    if (container.removed || !life.restarting) return;
    try {
      await startAgain(this.engine, container);
    } catch (error) {
      this.engine.log.warn({ err: error, container: container.record.id }, 'a restart has failed');
      life.restarts += 1;
      life.restarting = wantsRestart(container.record, life.exitStatus);
      container.save();
      if (life.restarting) this.schedule(container);
    }
  }

  private nextDelay(container: Container): number {
    const { startedAt = '', finishedAt = '' } = container.record.life;
    const steady = Date.parse(finishedAt) - Date.parse(startedAt) > steadyMs;
    const delay = steady ? firstDelayMs : (this.delays.get(container) ?? firstDelayMs);
    this.delays.set(container, Math.min(2 * delay, longestDelayMs));
    return delay;
  }
}
