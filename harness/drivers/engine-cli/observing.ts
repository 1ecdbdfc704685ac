/** Lists, logs, events, pruning: looking at many containers, or at one over time. */
import type { Condition, Listener, ListOptions, LogOptions, Usage } from '../observation';
import type { Exchange, Outcome } from '../outcome';
import type { ContainerSummary, Reference, Session, Streams } from '../runtime';
import type { Asker } from './asker';
import type { OperationName } from './descriptor';
import { expand } from './expand';
import { ClientListener } from './listener';
import { readContainers } from './read-answer';
import { readPruned, readUsage } from './read-observation';
import { ClientSession } from './session';

export class Observing {
  constructor(private readonly asker: Asker) {}

  list({ conditions = [], ...options }: ListOptions = {}): Promise<Outcome<ContainerSummary[]>> {
    const values = { ...options, conditions: this.conditionWords(conditions) };
    return this.asker.ask('list', values, ({ exchange }) =>
      readContainers(exchange.stdout, this.asker.descriptor.answers),
    );
  }

  logs(container: Reference, options: LogOptions = {}): Promise<Outcome<Streams>> {
    return this.asker.ask('logs', { container, ...options }, ({ stdout, stderr }) => ({ stdout, stderr }));
  }

  async followLogs(container: Reference, options: { stalled?: boolean } = {}): Promise<Outcome<Session>> {
    const words = this.asker.words('followLogs', { container });
    if (!words) return this.asker.unsupported('followLogs', 'following a log');
    const { client } = this.asker;
    const process = client.open(words, { stdin: false });
    const session = new ClientSession(client, process, client.line(words));
    if (options.stalled) await session.until('').then(() => session.stall());
    return { kind: 'answer', value: session, exchange: this.begun('followLogs', words) };
  }

  async listen(options: { since: string; conditions?: readonly Condition[] }): Promise<Outcome<Listener>> {
    const { since, conditions = [] } = options;
    const words = this.asker.words('listen', { since, conditions: this.conditionWords(conditions) });
    if (!words) return this.asker.unsupported('listen', 'events');
    const { client, descriptor } = this.asker;
    const listener = new ClientListener(
      client,
      client.open(words, { stdin: false }),
      words,
      descriptor.answers,
    );
    return { kind: 'answer', value: listener, exchange: this.begun('listen', words) };
  }

  prune(
    operation: 'pruneContainers' | 'pruneImages',
    conditions: readonly Condition[],
  ): Promise<Outcome<{ removed: string[] }>> {
    return this.asker.ask(operation, { conditions: this.conditionWords(conditions) }, ({ exchange }) => ({
      removed: readPruned(exchange.stdout),
    }));
  }

  usage(container: Reference): Promise<Outcome<Usage>> {
    return this.asker.ask('usage', { container }, ({ exchange }) =>
      readUsage(exchange.stdout, this.asker.descriptor.answers.usage),
    );
  }

  private conditionWords(conditions: readonly Condition[]): string[] {
    const { descriptor } = this.asker;
    return conditions.flatMap(({ by, value }) =>
      expand(descriptor.conditions[by], { value: this.inItsWords(by, value) }),
    );
  }

  /** The runtime's first word for a state or a kind of event; what the specification does not know is passed on. */
  private inItsWords(by: Condition['by'], value: string): string {
    const { states, events } = this.asker.descriptor.answers;
    const words: Readonly<Record<string, readonly string[]>> =
      by === 'state' ? states : by === 'event' ? events.kinds : {};
    return words[value]?.[0] ?? value;
  }

  /** Whether it will be refused shows later: a client that waits for news is silent. */
  private begun(operation: OperationName, words: readonly string[]): Exchange {
    const { client } = this.asker;
    const asked = client.line(words);
    return client.report({ operation, asked, status: 0, stdout: '', stderr: '', durationMs: 0 });
  }
}
