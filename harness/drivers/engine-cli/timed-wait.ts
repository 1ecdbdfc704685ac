import type { Exchange } from '../outcome';
import type { Client } from './client';

/**
 * Waiting for the runtime is the runtime's time: it goes on record like an operation.
 * @throws {TimeoutError} when it does not come within the budget.
 */
export async function timedWait<T>(
  client: Client,
  awaited: Promise<T>,
  wait: { asked: readonly string[]; late: () => string; record: () => Omit<Exchange, 'durationMs'> },
): Promise<T> {
  const began = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const budget = new Promise<never>((_, reject) => {
    const late = () => reject(client.tooLate(wait.asked.join(' '), wait.late()));
    timer = setTimeout(late, client.options.budgetMs);
  });
  try {
    return await Promise.race([awaited, budget]);
  } finally {
    clearTimeout(timer);
    client.report({ ...wait.record(), durationMs: performance.now() - began });
  }
}
