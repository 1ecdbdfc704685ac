import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type EngineEvent, Events } from './events';

const event = (action: string): Omit<EngineEvent, 'time'> => ({
  type: 'container',
  action,
  id: 'x',
  attributes: {},
});

async function actions(news: AsyncIterable<EngineEvent>): Promise<string[]> {
  const seen: string[] = [];
  for await (const { action } of news) seen.push(action);
  return seen;
}

test('a listener hears what happens after it began to listen, until it is gone', async () => {
  const events = new Events();
  const end = new AbortController();
  events.tell(event('before'));
  const hearing = actions(events.listen({ signal: end.signal }));
  events.tell(event('create'));
  events.tell(event('start'));
  await new Promise(setImmediate);
  end.abort();
  assert.deepEqual(await hearing, ['create', 'start']);
});

test('the past is remembered, and a bound in the past ends the story', async () => {
  const events = new Events();
  events.tell(event('create'));
  const never = new AbortController().signal;
  const until = BigInt(Date.now() + 1) * 1_000_000n;
  assert.deepEqual(await actions(events.listen({ since: 1n, until, signal: never })), ['create']);
});

test('a listener that takes nothing loses the oldest and holds up no one', async () => {
  const events = new Events();
  const end = new AbortController();
  const news = events.listen({ signal: end.signal });
  for (let count = 0; count < 5000; count++) events.tell(event(String(count)));
  const hearing = actions(news);
  await new Promise(setImmediate);
  end.abort();
  const seen = await hearing;
  assert.equal(seen.at(-1), '4999');
  assert.ok(seen.length <= 1024, `${seen.length} were kept`);
});
