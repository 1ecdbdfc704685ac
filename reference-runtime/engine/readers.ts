/** Those who read the output of a container. They must not lose the end of it because the container is removed when it ends. */
import { EventEmitter } from 'node:events';
import { within } from './patience';

/** A client that took nothing for so long is not waited for: it must not keep a container from being removed. */
const stalledMs = 3000;

/** Clauses: ATTACH-11, LOGGING-5. */
export class Readers {
  private count = 0;
  private readonly progress = new EventEmitter();
  private readonly dismissal = new AbortController();

  admit<T>(signal: AbortSignal, read: (end: AbortSignal) => AsyncIterable<T>): AsyncIterable<T> {
    const source = read(AbortSignal.any([signal, this.dismissal.signal]));
    const reader = { gone: false };
    this.count++;
    if (signal.aborted) this.leave(reader);
    else signal.addEventListener('abort', () => this.leave(reader), { once: true });
    return this.follow(source, reader);
  }

  async done(): Promise<void> {
    while (this.count > 0 && !this.dismissal.signal.aborted) {
      const step = new Promise((resolve) => this.progress.once('step', resolve));
      if (!(await within(step, stalledMs))) this.dismissal.abort();
    }
  }

  private async *follow<T>(source: AsyncIterable<T>, reader: { gone: boolean }): AsyncGenerator<T> {
    try {
      for await (const each of source) {
        this.progress.emit('step');
        yield each;
      }
    } finally {
      this.leave(reader);
    }
  }

  private leave(reader: { gone: boolean }): void {
    if (reader.gone) return;
    reader.gone = true;
    this.count--;
    this.progress.emit('step');
  }
}
