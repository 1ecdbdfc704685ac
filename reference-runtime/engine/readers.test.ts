import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { Readers } from './readers';

const never = new AbortController().signal;

test('removal waits for a reader that gets on', async () => {
  const readers = new Readers();
  async function* source() {
    yield 1;
    yield 2;
  }
  const seen: number[] = [];
  const reader = (async () => {
    for await (const each of readers.admit(never, source)) seen.push(each);
  })();
  await readers.done();
  await reader;
  assert.deepEqual(seen, [1, 2]);
});

test('removal does not wait for one who is gone before it read anything', async () => {
  const readers = new Readers();
  const gone = new AbortController();
  readers.admit(gone.signal, async function* () {});
  gone.abort();
  readers.admit(gone.signal, async function* () {});
  await readers.done();
});

test('a reader that is stuck is sent away', async () => {
  const readers = new Readers();
  const output = readers.admit(never, async function* (end) {
    yield 1;
    await once(end, 'abort');
  });
  let count = 0;
  const reader = (async () => {
    for await (const _ of output) count++;
  })();
  await readers.done();
  await reader;
  assert.equal(count, 1);
});
