import assert from 'node:assert/strict';
import { test } from 'node:test';
import { frame } from './frames';

test('a frame is stream, length and bytes', () => {
  const hello = frame({ stream: 'stdout', time: 0n, data: Buffer.from('hello\n') });
  assert.equal(hello.toString('hex'), '010000000000000668656c6c6f0a');
  const oops = frame({ stream: 'stderr', time: 0n, data: Buffer.from('oops\n') });
  assert.equal(oops.toString('hex'), '02000000000000056f6f70730a');
});
