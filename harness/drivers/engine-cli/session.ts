/** A caller attached to a container through a client process that stays. */
import { setTimeout as pause } from 'node:timers/promises';
import { type Exchange, TimeoutError } from '../outcome';
import type { Finished, Session, Streams } from '../runtime';
import { type Client, type ClientProcess, statusOf } from './client';
import { timedWait } from './timed-wait';

/** Runtimes may take keys that come together for text that was pasted. */
const betweenKeysMs = 100;

export class ClientSession implements Session {
  private readonly parts: { stdout: Buffer[]; stderr: Buffer[] } = { stdout: [], stderr: [] };
  private readonly wakeOnOutput = new Set<() => void>();
  private finalStatus: number | undefined;
  private readonly end: Promise<Finished>;

  constructor(
    private readonly client: Client,
    private readonly process: ClientProcess,
    private readonly asked: string[],
  ) {
    for (const name of ['stdout', 'stderr'] as const)
      process[name].on('data', (data: Buffer) => {
        this.parts[name].push(data);
        this.wake();
      });
    // A write to a client that has gone is answered by `ended`, not by an exception.
    process.stdin?.on('error', () => undefined);
    this.end = process.then((result) => {
      const exitStatus = statusOf(result);
      this.finalStatus = exitStatus;
      this.wake();
      return { ...this.received(), exitStatus };
    });
  }

  write(data: Buffer): Promise<void> {
    return new Promise((resolve) => {
      this.process.stdin?.write(data, () => resolve());
    });
  }

  async type(keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      await this.write(Buffer.from(key));
      await pause(betweenKeysMs);
    }
  }

  /** The caller takes nothing any more, and does not go away either. */
  stall(): void {
    this.process.kill('SIGSTOP');
  }

  async closeStdin(): Promise<void> {
    this.process.stdin?.end();
  }

  async disconnect(): Promise<void> {
    this.process.kill('SIGKILL');
    await this.end;
  }

  received = (): Streams => ({
    stdout: Buffer.concat(this.parts.stdout),
    stderr: Buffer.concat(this.parts.stderr),
  });

  async until(text: string): Promise<void> {
    await this.timed(`attach: until '${text}'`, this.outputOrEnd(text), () => {
      const { stdout } = this.received();
      return `did not print '${text}' (received: '${stdout.subarray(-500).toString()}')`;
    });
  }

  get ended(): Promise<Finished> {
    const ended = this.timed('attach: ended', this.end, () => 'did not end');
    ended.catch(() => undefined); // whoever asked for it may look later; until then it is not unhandled
    return ended;
  }

  /** Resolves at the first byte or at the end. */
  readonly firstSign = (): Promise<void> => this.outputOrEnd('');

  get over(): boolean {
    return this.finalStatus !== undefined;
  }

  private async outputOrEnd(text: string): Promise<void> {
    const enough = () => this.over || (this.parts.stdout.length > 0 && this.received().stdout.includes(text));
    while (!enough()) await new Promise<void>((resolve) => this.wakeOnOutput.add(resolve));
    if (text !== '' && !this.received().stdout.includes(text))
      throw new TimeoutError(`'${this.asked.join(' ')}' ended and had never printed '${text}'`);
  }

  private wake(): void {
    const waiting = [...this.wakeOnOutput];
    this.wakeOnOutput.clear();
    for (const resolve of waiting) resolve();
  }

  private timed<T>(operation: string, awaited: Promise<T>, late: () => string): Promise<T> {
    const { asked } = this;
    return timedWait(this.client, awaited, { asked, late, record: () => this.record(operation) });
  }

  private record(operation: string): Omit<Exchange, 'durationMs'> {
    const { stdout, stderr } = this.received();
    return {
      operation,
      asked: this.asked,
      status: this.finalStatus ?? 0,
      stdout: stdout.toString(),
      stderr: stderr.toString(),
    };
  }
}
