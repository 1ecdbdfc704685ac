import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refusalOf } from './errors';

test('a full disk is told with what to do', () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  const { status, body } = refusalOf(full);
  assert.deepEqual([status, body.category], [500, 'internal']);
  assert.match(body.message, /the disk of the engine's root is full \(ENOSPC.*make room/);
});
