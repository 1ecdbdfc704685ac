import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseDevice, parseUlimit, withProfile } from './host-options';

test('a limit has one number or two', () => {
  assert.deepEqual(parseUlimit('nofile=10:20'), { Name: 'nofile', Soft: 10, Hard: 20 });
  assert.deepEqual(parseUlimit('core=-1'), { Name: 'core', Soft: -1, Hard: -1 });
  for (const wrong of ['nofile', 'nofile=', 'nofile=many', '=1', 'nofile=1:2:3'])
    assert.throws(() => parseUlimit(wrong), /write it like/, wrong);
});

test('a device has a path, two, or two and an access', () => {
  const parts = (text: string) => Object.values(parseDevice(text));
  assert.deepEqual(parts('/dev/a'), ['/dev/a', '/dev/a', 'rwm']);
  assert.deepEqual(parts('/dev/a:r'), ['/dev/a', '/dev/a', 'r']);
  assert.deepEqual(parts('/dev/a:/dev/b:rw'), ['/dev/a', '/dev/b', 'rw']);
  for (const wrong of ['', 'a', '/dev/a:/b:/c:r']) assert.throws(() => parseDevice(wrong), /write it like/);
});

test("a filter's file is read where the caller is", () => {
  const folder = mkdtempSync(join(tmpdir(), 'scr-filter-'));
  writeFileSync(join(folder, 'own.json'), '{}');
  assert.equal(withProfile(`seccomp=${folder}/own.json`), 'seccomp={}');
  assert.equal(withProfile('seccomp=unconfined'), 'seccomp=unconfined');
  assert.equal(withProfile('no-new-privileges'), 'no-new-privileges');
  assert.throws(() => withProfile(`seccomp=${folder}/missing.json`), /cannot read the seccomp profile/);
  rmSync(folder, { recursive: true });
});
