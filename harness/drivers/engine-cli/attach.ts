import { setTimeout as pause } from 'node:timers/promises';
import type { Client, ClientProcess, Size } from './client';
import { ClientSession } from './session';

/**
 * How long a client that neither ended nor printed anything must have been there to count as attached, where the runtime has
 * no event that tells. Only for descriptors without `attached`.
 */
const settleMs = 500;

export interface AttachWords {
  readonly attach: readonly string[];
  /** Prints something as soon as a caller has attached. */
  readonly attached?: readonly string[];
}

/** Starts a client that attaches and waits until it has: by the runtime's own event, by its first output, or by its end. */
export async function attach(
  client: Client,
  words: AttachWords,
  options: { stdin: boolean; stalled: boolean; terminal?: Size },
): Promise<ClientSession> {
  const watch = words.attached && client.open(words.attached, { stdin: false });
  const process = client.open(words.attach, options);
  const session = new ClientSession(client, process, client.line(words.attach));
  const budget = new AbortController();
  const late = pause(client.options.budgetMs, 'late', { signal: budget.signal }).catch(() => undefined);
  const first = await Promise.race([session.firstSign(), attachedSign(watch), late]);
  budget.abort();
  watch?.kill('SIGKILL');
  if (options.stalled) session.stall();
  if (first !== 'late') return session;
  await session.disconnect();
  throw client.tooLate(client.line(words.attach).join(' '), 'did not attach');
}

async function attachedSign(watch: ClientProcess | undefined): Promise<void> {
  if (watch && (await printsSomething(watch))) return;
  await pause(settleMs, undefined, { ref: false });
}

const printsSomething = (watch: ClientProcess): Promise<boolean> =>
  new Promise((resolve) => {
    watch.stdout.once('data', () => resolve(true));
    void watch.then(() => resolve(false));
  });
