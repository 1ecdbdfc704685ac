import assert from 'node:assert/strict';
import { PassThrough, Readable, Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { DetachKeys } from './detach-keys';
import { separate } from './output-frames';

const frame = (type: number, data: string | Uint8Array): Buffer => {
  const header = Buffer.alloc(8);
  header.writeUInt8(type, 0);
  header.writeUInt32BE(Buffer.byteLength(data as string), 4);
  return Buffer.concat([header, Buffer.from(data as string)]);
};

async function separated(chunks: readonly Uint8Array[]): Promise<{ stdout: string; stderr: string }> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const read = Promise.all([buffer(stdout), buffer(stderr)]);
  await pipeline(Readable.from(chunks), separate(stdout, stderr));
  stdout.end();
  stderr.end();
  const [out, err] = await read;
  return { stdout: out.toString('latin1'), stderr: err.toString('latin1') };
}

test('frames are taken apart however the network cuts them', async () => {
  const pieces = fc.array(fc.tuple(fc.constantFrom(1, 2), fc.uint8Array({ maxLength: 40 })));
  await fc.assert(
    fc.asyncProperty(pieces, fc.integer({ min: 1, max: 60 }), async (frames, size) => {
      const bytes = Buffer.concat(frames.map(([type, data]) => frame(type, data)));
      const chunks: Buffer[] = [];
      for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
      const expected = (wanted: number) =>
        Buffer.concat(frames.filter(([type]) => type === wanted).map(([, data]) => data)).toString('latin1');
      assert.deepEqual(await separated(chunks), { stdout: expected(1), stderr: expected(2) });
    }),
  );
});

test('a stream that is none is an error, not output', async () => {
  await assert.rejects(separated([Buffer.from('HTTP/1.1 500 x')]), /unknown stream \(72\)/);
});

test('nothing more is taken before the reader took what came', async () => {
  let release = () => {};
  const slow = new Writable({
    highWaterMark: 1,
    write: (_chunk, _encoding, done) => {
      release = done;
    },
  });
  const sink = separate(slow, slow);
  let accepted = 0;
  for (const text of ['one', 'two']) sink.write(frame(1, text), () => accepted++);
  await new Promise(setImmediate);
  assert.equal(accepted, 0);
  release();
  await new Promise(setImmediate);
  assert.equal(accepted, 1);
});

test('ctrl-p ctrl-q leaves; every other key arrives, and nothing after leaving', () => {
  const typed = (...keys: (string | number[])[]) => {
    const detach = new DetachKeys();
    let passed = '';
    for (const each of keys) {
      const { pass, detached } = detach.take(Buffer.from(each as string));
      passed += pass.toString('latin1');
      if (detached) return `${passed}|left`;
    }
    return passed;
  };
  const [p, q] = ['\x10', '\x11'];
  assert.equal(typed(`ab${p}${q}cd`), 'ab|left');
  assert.equal(typed('a', p, q), 'a|left');
  assert.equal(typed(p, 'x'), `${p}x`);
  assert.equal(typed(q, p, p, 'x'), `${q}${p}${p}x`);
  assert.equal(typed(p, p, q), `${p}|left`);
});
