/** A caller who is told of events by a client process that stays. */
import { createInterface } from 'node:readline';
import type { Listener, RuntimeEvent } from '../observation';
import { type Client, type ClientProcess, statusOf } from './client';
import type { Descriptor } from './descriptor';
import { readEvent } from './read-observation';
import { timedWait } from './timed-wait';

export class ClientListener implements Listener {
  private readonly lines: string[] = [];
  private readonly events: RuntimeEvent[] = [];
  private wake: () => void = () => undefined;
  private failure: unknown;
  private stderr = '';
  private over = false;

  constructor(
    private readonly client: Client,
    private readonly process: ClientProcess,
    private readonly words: readonly string[],
    private readonly answers: Descriptor['answers'],
  ) {
    createInterface({ input: process.stdout }).on('line', (line) => this.hear(line));
    process.stderr.on('data', (data: Buffer) => {
      this.stderr += data.toString();
    });
    void process.then(() => {
      this.over = true;
      this.wake();
    });
  }

  told = (): RuntimeEvent[] => [...this.events];

  async until(enough: (told: readonly RuntimeEvent[]) => boolean, what: string): Promise<void> {
    const asked = this.client.line(this.words);
    await timedWait(this.client, this.reached(enough), {
      late: () => `has not told ${what}`,
      asked,
      record: () => ({
        operation: `listen: until ${what}`,
        asked,
        status: 0,
        stdout: this.lines.join('\n'),
        stderr: this.stderr,
      }),
    });
  }

  async disconnect(): Promise<void> {
    this.process.kill('SIGKILL');
    await this.process;
  }

  private hear(line: string): void {
    if (line.trim() === '') return;
    this.lines.push(line);
    try {
      this.events.push(readEvent(line, this.answers));
    } catch (error) {
      this.failure = error;
    }
    this.wake();
  }

  private async reached(enough: (told: readonly RuntimeEvent[]) => boolean): Promise<void> {
    while (!enough(this.events)) {
      if (this.failure) throw this.failure;
      if (this.over)
        throw this.client.tooLate(
          this.client.line(this.words).join(' '),
          `ended with status ${statusOf(await this.process)} and had not told it: ${this.stderr.trim()};`,
        );
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }
}
