/** What happened in one scenario: exchanges with the runtime, checks, and whose time it was. */
import type { Exchange, Refusal } from '../../harness/drivers/outcome';
import { checksExecuted } from './expect';

const longest = 4000;

export class Evidence {
  /** A refusal that no step has looked at yet. */
  unseen: Refusal | undefined;
  private readonly exchanges: { exchange: Exchange; ended: number }[] = [];
  private readonly checksBefore = checksExecuted();
  private checksUpToLastStep = 0;

  /** The listener that connect() tells of every exchange. */
  record(exchange: Exchange): void {
    this.exchanges.push({ exchange, ended: performance.now() });
  }

  get checks(): number {
    return checksExecuted() - this.checksBefore;
  }

  checksSinceLastStep(): number {
    const since = this.checks - this.checksUpToLastStep;
    this.checksUpToLastStep = this.checks;
    return since;
  }

  /** The exchanges so far, long outputs cut: a report must stay readable. */
  get told(): Exchange[] {
    return this.exchanges.map(({ exchange }) => ({
      ...exchange,
      asked: exchange.asked.map(cut),
      stdout: cut(exchange.stdout),
      stderr: cut(exchange.stderr),
    }));
  }

  /** Milliseconds during which at least one operation was under way in the runtime. */
  get runtimeMs(): number {
    const spans = this.exchanges.map(({ exchange, ended }) => [ended - exchange.durationMs, ended] as const);
    let [total, until] = [0, 0];
    for (const [from, to] of spans.sort(([a], [b]) => a - b)) {
      total += Math.max(0, to - Math.max(from, until));
      until = Math.max(until, to);
    }
    return total;
  }
}

const cut = (text: string): string =>
  text.length > longest ? `${text.slice(0, longest)}… (${text.length} characters)` : text;
