import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerCode, answerTo, readQuestion } from './dns-message';

/** A question for the IPv4 address of `Web.example`, RFC 1035 section 4.1. */
const question = Buffer.from(
  '1234 0100 0001 0000 0000 0000 03576562 076578616d706c65 00 0001 0001'.replaceAll(' ', ''),
  'hex',
);

test('reads the name and the type', () => {
  assert.deepEqual(readQuestion(question), { name: 'web.example', type: 1, end: question.length });
});

test('answers with the addresses, below the question as it was asked', () => {
  const parsed = readQuestion(question);
  assert.ok(parsed);
  const answer = answerTo(question, parsed, answerCode.fine, ['10.1.2.3']);
  assert.equal(
    answer.toString('hex'),
    '12348580000100010000000003576562076578616d706c650000010001c00c000100010000000000040a010203',
  );
  assert.equal(answerTo(question, parsed, answerCode.serverFailure).readUInt8(3) & 15, 2);
});

test('what is no single question is left unanswered', () => {
  const answerItself = Buffer.from(question);
  answerItself.writeUInt8(0x81, 2);
  const pointer = Buffer.from(question);
  pointer.writeUInt8(0xc0, 12);
  const two = Buffer.from(question);
  two.writeUInt16BE(2, 4);
  for (const message of [Buffer.alloc(0), answerItself, pointer, two])
    assert.equal(readQuestion(message), undefined);
  for (let length = 0; length < question.length; length++)
    assert.equal(readQuestion(question.subarray(0, length)), undefined, String(length));
});
