import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OutputChunk } from '../isolation/monitored';
import { countLines, formatTime, pieces, select, skipLines, withTimes } from './output';

async function* chunks(...given: [OutputChunk['stream'], string, bigint?][]): AsyncGenerator<OutputChunk> {
  for (const [stream, text, time = 0n] of given) yield { stream, time, data: Buffer.from(text) };
}

async function text(output: AsyncIterable<OutputChunk>): Promise<string> {
  let all = '';
  for await (const { stream, data } of output)
    all += `${stream === 'stdout' ? 'o' : 'e'}:${data.toString()}|`;
  return all;
}

test('lines are counted over both streams, however they were cut', async () => {
  const given = () => pieces(chunks(['stdout', 'a\nb'], ['stderr', 'x\n'], ['stdout', 'b\nc']));
  assert.equal(await countLines(given()), 4);
  assert.equal(await text(skipLines(given(), 0)), 'o:a\n|o:b|e:x\n|o:b\n|o:c|');
  assert.equal(
    await text(skipLines(given(), 2)),
    'e:x\n|o:c|',
    'the rest of a line that is left out is left out, too',
  );
});

test('every line gets its time once', async () => {
  const given = chunks(['stdout', 'a\nb', 1n], ['stdout', 'b\n', 2_000_000_000n]);
  assert.equal(
    await text(withTimes(pieces(given))),
    'o:1970-01-01T00:00:00.000000001Z a\n|o:1970-01-01T00:00:00.000000001Z b|o:b\n|',
  );
  assert.equal(formatTime(1_700_000_000_123_456_789n), '2023-11-14T22:13:20.123456789Z');
});

test('streams and spans of time are selected', async () => {
  const given = () => chunks(['stdout', '1', 1n], ['stderr', '2', 2n], ['stdout', '3', 3n]);
  assert.equal(await text(select(given(), { stdout: true, stderr: false })), 'o:1|o:3|');
  assert.equal(await text(select(given(), { stdout: true, stderr: true, since: 2n, until: 2n })), 'e:2|');
});
