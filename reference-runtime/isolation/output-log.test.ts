import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import fc from 'fast-check';
import type { OutputChunk } from './monitored';
import { Frames, readOutput } from './output-log';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'scr-log-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

function frame(stream: number, text: string, time = 1n): Buffer {
  const header = Buffer.alloc(16);
  header.writeBigUInt64LE(time, 0);
  header.writeUInt32LE(Buffer.byteLength(text), 8);
  header.writeUInt8(stream, 12);
  return Buffer.concat([header, Buffer.from(text)]);
}
const log = () => join(directory, 'output.log');
const append = (...frames: Buffer[]) => appendFileSync(log(), Buffer.concat(frames));
const end = () => {
  writeFileSync(join(directory, 'exit.json.new'), '{}');
  renameSync(join(directory, 'exit.json.new'), join(directory, 'exit.json'));
};
async function collect(chunks: AsyncIterable<OutputChunk>): Promise<string[]> {
  const all: string[] = [];
  for await (const { stream, data } of chunks) all.push(`${stream}:${data}`);
  return all;
}

test('without following it ends at the present end', async () => {
  assert.deepEqual(await collect(readOutput(directory, { follow: false })), []);
  append(frame(1, 'a'), frame(2, 'b'));
  assert.deepEqual(await collect(readOutput(directory, { follow: false })), ['stdout:a', 'stderr:b']);
});

test('following: what comes later, until the exit record', async () => {
  append(frame(1, 'before'));
  const reader = readOutput(directory, { follow: true });
  assert.equal((await reader.next()).value?.data.toString(), 'before');
  const next = reader.next();
  const whole = frame(1, 'in two halves', 77n);
  append(whole.subarray(0, 20));
  append(whole.subarray(20));
  const { value } = await next;
  assert.deepEqual([value?.data.toString(), value?.time], ['in two halves', 77n]);
  append(frame(2, 'last'));
  end();
  assert.deepEqual(await collect(reader), ['stderr:last']);
});

test('from the end: only what is new; before the log exists, all', async () => {
  append(frame(1, 'old'));
  const reader = collect(readOutput(directory, { follow: true, from: 'end' }));
  append(frame(1, 'new'));
  end();
  assert.deepEqual(await reader, ['stdout:new']);
});

test('following ends when the state directory is removed', async () => {
  const gone = mkdtempSync(join(tmpdir(), 'scr-log-'));
  const reader = collect(readOutput(gone, { follow: true }));
  rmSync(gone, { recursive: true });
  assert.deepEqual(await reader, []);
});

test('aborting ends it quietly', async () => {
  const controller = new AbortController();
  const reader = collect(readOutput(directory, { follow: true, signal: controller.signal }));
  controller.abort();
  assert.deepEqual(await reader, []);
  assert.deepEqual(await collect(readOutput(directory, { follow: true, signal: controller.signal })), []);
});

test('frames survive any way of being cut', () => {
  const texts = fc.array(fc.string(), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(texts, fc.integer({ min: 1, max: 40 }), (wanted, size) => {
      const bytes = Buffer.concat(wanted.map((text) => frame(1, text)));
      const frames = new Frames();
      const got: string[] = [];
      for (let at = 0; at < bytes.length; at += size)
        for (const { data } of frames.add(bytes.subarray(at, at + size))) got.push(data.toString());
      assert.deepEqual(
        got,
        wanted.map((text) => Buffer.from(text).toString()),
      );
    }),
  );
});

test('garbage is called garbage', () => {
  assert.throws(() => [...new Frames().add(frame(9, 'x'))], /damaged/);
});
