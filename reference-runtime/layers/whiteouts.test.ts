import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { deletionMark, isMark, opaqueMark, readMark } from './whiteouts';

const part = fc
  .stringMatching(/^[.a-z]{1,8}$/)
  .filter((text) => !text.startsWith('.wh.') && text !== '.' && text !== '..');
const path = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));

test('a deletion mark names exactly what it deletes', () => {
  fc.assert(
    fc.property(path, (deleted) =>
      assert.deepEqual(readMark(deletionMark(deleted)), { kind: 'deleted', path: deleted }),
    ),
  );
});

test('an opaque mark names its directory', () => {
  fc.assert(
    fc.property(path, (directory) =>
      assert.deepEqual(readMark(opaqueMark(directory)), { kind: 'opaque', path: directory }),
    ),
  );
});

test('a plain name is no mark', () => {
  fc.assert(
    fc.property(path, (plain) => assert.deepEqual([readMark(plain).kind, isMark(plain)], ['none', false])),
  );
});

test('the prefix is dropped once, whatever follows', () => {
  // Docker 0.1.7 dropped every leading '.', 'w' and 'h': `.wh.hw.txt` deleted `txt`.
  for (const name of ['hw.txt', '.hidden', 'what', 'h'])
    assert.deepEqual(readMark(`.wh.${name}`), { kind: 'deleted', path: name });
});

test('bookkeeping of AUFS is known', () => {
  for (const name of ['.wh..wh.plnk', '.wh..wh.aufs', 'd/.wh..wh.orph'])
    assert.equal(readMark(name).kind, 'bookkeeping');
  assert.deepEqual(readMark('.wh..wh..opq'), { kind: 'opaque', path: '.' });
});
