/** Asks a runtime by its command line: which words, and whether what came back is an answer or a refusal. */
import { type Answer, type Exchange, type Outcome, type Refusal, UnreadableAnswer } from '../outcome';
import type { AskOptions, Client, Reply } from './client';
import type { Descriptor, OperationName } from './descriptor';
import { expand, type Values } from './expand';
import { readId } from './read-answer';
import { categoryOf, wasTold, wasToldOfExecution } from './refusal';

export class Asker {
  constructor(
    readonly descriptor: Descriptor,
    readonly client: Client,
  ) {}

  async ask<T>(
    operation: OperationName,
    values: Values,
    value: (reply: Reply) => T,
    asking: AskOptions = {},
  ): Promise<Outcome<T>> {
    const words = this.words(operation, values);
    if (!words) return this.unsupported(operation, 'this operation');
    const reply = await this.client.ask(operation, words, asking);
    return this.isRefused(operation, reply.exchange)
      ? this.refusal(reply.exchange)
      : this.answer(reply, value);
  }

  /** Runs a command line of its own, not the runtime's client. */
  async command(operation: string, line: readonly string[]): Promise<Outcome<void>> {
    const reply = await this.client.ask(operation, line, { whole: true });
    return reply.exchange.status === 0 ? this.answer(reply, () => undefined) : this.refusal(reply.exchange);
  }

  /** Undefined when the runtime has no such operation. */
  words(operation: OperationName, values: Values): string[] | undefined {
    const template = this.descriptor.operations[operation];
    return template ? expand(template, values) : undefined;
  }

  /** Where a client passes on the status of a process, that alone is no refusal. */
  isRefused(operation: OperationName, exchange: Exchange): boolean {
    const { refusals } = this.descriptor;
    if (operation === 'run' || operation === 'attach') return wasTold(exchange, refusals);
    return operation === 'execute' ? wasToldOfExecution(exchange, refusals) : exchange.status !== 0;
  }

  refusal = (exchange: Exchange): Refusal => ({
    kind: 'refusal',
    category: categoryOf(exchange, this.descriptor.refusals),
    exchange,
  });

  /** The descriptor says that the runtime has no words for it: refused without asking. */
  unsupported(operation: string, what: string): Refusal {
    const stderr = `${this.descriptor.file} names no way to ask for ${what}`;
    const exchange = { operation, asked: [], status: -1, stdout: '', stderr, durationMs: 0 };
    return { kind: 'refusal', category: 'not-supported', exchange: this.client.report(exchange) };
  }

  private answer<T>(reply: Reply, value: (reply: Reply) => T): Answer<T> {
    try {
      return { kind: 'answer', value: value(reply), exchange: reply.exchange };
    } catch (error) {
      if (!(error instanceof UnreadableAnswer)) throw error;
      throw new UnreadableAnswer(
        `'${reply.exchange.asked.join(' ')}' answered something else: ${error.message}`,
      );
    }
  }
}

/** The answer of an operation that succeeds or is refused, and says no more. */
export const nothing = (): void => undefined;

/** The answer of an operation that makes something. */
export const identifier = ({ exchange }: Reply): { id: string } => ({ id: readId(exchange.stdout) });
