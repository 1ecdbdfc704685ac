import type { EngineClient } from './engine-client';

/** The engine's word that it watches, and later the exit status. */
export interface Waiting {
  readonly exitStatus: Promise<number>;
}

/** Resolves when the engine has begun to wait: what happens to the container afterwards cannot be missed. */
export async function waitFor(
  engine: EngineClient,
  container: string,
  condition: 'not-running' | 'next-exit' | 'removed',
): Promise<Waiting> {
  const answer = await engine.stream('POST', `/containers/${container}/wait`, { query: { condition } });
  const exitStatus = readStatus(answer).catch((error: unknown) => {
    throw engine.lost(error);
  });
  // Whoever started the wait may fail before asking for its result; that failure is the one to tell.
  exitStatus.catch(() => {});
  return { exitStatus };
}

async function readStatus(answer: AsyncIterable<Buffer>): Promise<number> {
  let text = '';
  for await (const chunk of answer) text += chunk;
  return (JSON.parse(text) as { StatusCode: number }).StatusCode;
}
