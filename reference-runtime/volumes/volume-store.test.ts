import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { VolumeStore } from './volume-store';

function folder(t: TestContext): string {
  const made = mkdtempSync(path.join(tmpdir(), 'scr-volumes-'));
  t.after(() => rmSync(made, { recursive: true }));
  return made;
}

test('a volume is made once and found again', (t) => {
  const at = folder(t);
  const store = VolumeStore.open(at);
  const made = store.ensure('data', { labels: { a: 'b' } });
  writeFileSync(path.join(store.dataOf('data'), 'file'), 'x');
  assert.equal(store.ensure('data', { labels: { c: 'd' } }), made);
  const again = VolumeStore.open(at);
  assert.deepEqual(again.list(), [made]);
  assert.deepEqual(readdirSync(again.dataOf('data')), ['file']);
});

test('names that are none, and volumes that are not there, are refused', async (t) => {
  const store = VolumeStore.open(folder(t));
  for (const name of ['', '.', '..', 'a/b', '-a', 'a b', 'a'.repeat(256)])
    assert.throws(() => store.ensure(name), { category: 'invalid' }, name);
  await assert.rejects(store.remove('data'), { category: 'not-found' });
  assert.throws(() => store.get('data'), { category: 'not-found' });
});

test('removal takes the content along', async (t) => {
  const at = folder(t);
  const store = VolumeStore.open(at);
  store.ensure('data');
  await store.remove('data');
  assert.deepEqual(readdirSync(at), []);
  assert.equal(store.has('data'), false);
});

test('only an empty volume is filled, and two who fill it at once do it once', async (t) => {
  const store = VolumeStore.open(folder(t));
  store.ensure('data');
  let filled = 0;
  const fill = async (data: string) => {
    filled += 1;
    writeFileSync(path.join(data, 'file'), 'x');
  };
  await Promise.all([store.fill('data', fill), store.fill('data', fill)]);
  assert.equal(filled, 1);
});

test('what was not filled to its end is empty again, after a failure and after the death of the daemon', async (t) => {
  const at = folder(t);
  const store = VolumeStore.open(at);
  store.ensure('data');
  const half = path.join(store.dataOf('data'), 'half');
  const failing = store.fill('data', async () => {
    writeFileSync(half, '');
    throw new Error('no space');
  });
  await assert.rejects(failing, /no space/);
  assert.equal(existsSync(half), false);

  void store.fill('data', () => {
    writeFileSync(half, '');
    return new Promise(() => undefined);
  });
  await new Promise(setImmediate);
  assert.equal(existsSync(half), true);
  VolumeStore.open(at);
  assert.equal(existsSync(half), false);
  assert.equal(JSON.parse(readFileSync(path.join(at, 'data/volume.json'), 'utf8')).filling, undefined);
});

test('half-made and half-removed volumes are swept away', (t) => {
  const at = folder(t);
  for (const name of ['.new-x', '.gone-y/data']) mkdirSync(path.join(at, name), { recursive: true });
  assert.deepEqual(VolumeStore.open(at).list(), []);
  assert.deepEqual(readdirSync(at), []);
});
