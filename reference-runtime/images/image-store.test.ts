import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, type TestContext, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { RuntimeError } from '../errors';
import {
  archive,
  bytesOf,
  changeOverlay,
  needsRoot,
  record,
  shell,
  temporaryDirectory,
} from '../layers/test-fixture';
import { ImageStore } from './image-store';

const unused = { usedBy: () => undefined };
const refused =
  (category: string, message = /./) =>
  (error: unknown) =>
    error instanceof RuntimeError && error.category === category && message.test(error.message);

async function open(t: TestContext): Promise<{ store: ImageStore; root: string }> {
  const root = temporaryDirectory(t);
  const store = await ImageStore.open(root);
  t.after(() => store.idle());
  return { store, root };
}

const base = (content = 'base') =>
  archive(
    record({ path: '.', kind: 'directory', mode: 0o711, uid: 9 }),
    record({ path: 'file', kind: 'file' }, content),
  );

/** An image over `parent` in which a script has run. */
async function commit(
  t: TestContext,
  store: ImageStore,
  parent: string,
  script: string,
  reference?: string,
): Promise<string> {
  const [upper, work] = [temporaryDirectory(t), temporaryDirectory(t)];
  changeOverlay(store.lowerDirs(parent), upper, work, script);
  return store.commit({
    upper,
    parent,
    config: { Cmd: ['new'] },
    reference,
    author: 'me',
    message: 'why',
    container: 'c'.repeat(64),
  });
}

/** What lies on disk: a store that holds nothing holds none of these. */
const leftovers = (root: string) =>
  ['blobs/sha256', 'layers', 'tmp'].flatMap((name) => readdirSync(join(root, name)));

describe('the image store', { skip: needsRoot }, () => {
  test('imports an archive and finds the image again after a restart', async (t) => {
    const { store, root } = await open(t);
    const id = await store.importArchive(base(), { reference: 'me/base', changes: ['CMD ["run"]'] });
    assert.match(id, /^[0-9a-f]{64}$/);
    for (const found of [store, await ImageStore.open(root)]) {
      const image = found.resolve('me/base:latest');
      assert.deepEqual(
        { ...image, created: '', layers: [] },
        {
          id,
          names: ['me/base:latest'],
          created: '',
          author: '',
          comment: 'Imported from -',
          architecture: image.architecture,
          os: 'linux',
          config: { Cmd: ['run'] },
          layers: [],
          size: 4,
        },
      );
      const [layer = ''] = found.lowerDirs(id);
      assert.equal(readFileSync(join(layer, 'file'), 'utf8'), 'base');
      assert.deepEqual([statSync(layer).mode & 0o7777, statSync(layer).uid], [0o711, 9]);
    }
  });

  test('is an OCI image layout that skopeo reads', {
    skip: shell('command -v skopeo || true') === '' && 'skopeo is not installed',
  }, async (t) => {
    const { store, root } = await open(t);
    const id = await store.importArchive(base(), { reference: 'base:1', changes: ['ENV A=b'] });
    await commit(t, store, id, 'echo more > more', 'child');
    const seen = JSON.parse(shell('skopeo inspect "oci:$1:base:1"', root));
    assert.deepEqual(seen.Env, ['A=b']);
    assert.deepEqual(seen.Layers, store.resolve('base:1').layers);
    shell('skopeo copy -q --insecure-policy "oci:$1:child:latest" "dir:$1-copy" && rm -r "$1-copy"', root);
  });

  test('commits only what changed, over the layers of the parent', async (t) => {
    const { store } = await open(t);
    const parent = await store.importArchive(base(), { reference: 'base' });
    const id = await commit(t, store, parent, 'rm file && mkdir d && echo x > d/x', 'child:1');
    const child = store.resolve('child:1');
    assert.deepEqual(
      [child.id, child.parent, child.author, child.comment, child.container],
      [id, parent, 'me', 'why', 'c'.repeat(64)],
    );
    assert.deepEqual(child.config, { Cmd: ['new'] });
    const [top = '', ...below] = store.lowerDirs(id);
    assert.deepEqual(below, store.lowerDirs(parent));
    assert.equal(
      shell('cd "$1" && find . | sort && stat -c "%F %t:%T" file', top),
      '.\n./d\n./d/x\n./file\ncharacter special file 0:0\n',
    );
    assert.deepEqual(
      [statSync(top).mode & 0o7777, statSync(top).uid],
      [0o711, 9],
      'the root stays as the parent has it',
    );
    assert.deepEqual(
      store.history(id).map(({ comment }) => comment),
      ['why', 'Imported from -'],
    );
    const grandchild = await commit(t, store, id, 'test ! -e file && cat d/x');
    assert.equal(store.lowerDirs(grandchild).length, 3);
  });

  test('resolves names before beginnings of ids', async (t) => {
    const { store } = await open(t);
    const id = await store.importArchive(base(), {});
    for (const reference of [
      id,
      `sha256:${id}`,
      id.slice(0, 12),
      id.slice(0, 1),
      `sha256:${id.slice(0, 5)}`,
    ]) {
      assert.equal(store.resolve(reference).id, id, reference);
    }
    const other = await store.importArchive(base('other'), { reference: id.slice(0, 8) });
    assert.equal(store.resolve(id.slice(0, 8)).id, other, 'a name beats the beginning of an id');
    assert.equal(store.resolve(id).id, id);
    assert.throws(() => store.resolve(id.slice(1)), refused('not-found'));
    assert.throws(() => store.resolve('nothing'), refused('not-found', /nothing/));
    assert.throws(() => store.resolve('No Name'), refused('invalid'));
    for (let n = 0; n < 17; n++) await store.importArchive(base(String(n)), {});
    const common =
      store
        .list()
        .map((image) => image.id[0])
        .find((digit, index, all) => all.indexOf(digit) !== index) ?? '';
    assert.throws(() => store.resolve(common), refused('conflict', /several image ids/));
  });

  test('moves a name to another image', async (t) => {
    const { store, root } = await open(t);
    const first = await store.importArchive(base('1'), { reference: 'name' });
    const second = await store.importArchive(base('2'), { reference: 'name' });
    assert.deepEqual([store.resolve('name').id, store.resolve(first).names], [second, []]);
    await store.tag(first, 'name:latest');
    await store.tag('name', 'other:x');
    assert.deepEqual((await ImageStore.open(root)).resolve(first).names, ['name:latest', 'other:x']);
    await assert.rejects(store.tag('missing', 'a'), refused('not-found'));
    await assert.rejects(store.tag(first, 'A'), refused('invalid'));
  });

  test('keeps a shared layer once, and as long as an image has it', async (t) => {
    const { store, root } = await open(t);
    const [first, second] = await Promise.all([
      store.importArchive(base(), { reference: 'a' }),
      store.importArchive(base(), { reference: 'b', message: 'other' }),
    ]);
    assert.notEqual(first, second);
    assert.deepEqual(store.lowerDirs(first), store.lowerDirs(second));
    assert.deepEqual(await store.remove('a', unused), { untagged: ['a:latest'], deleted: [first] });
    assert.equal(existsSync(join(store.lowerDirs(second)[0] ?? '', 'file')), true);
    await store.remove('b', unused);
    assert.deepEqual(leftovers(root), []);
  });

  test('takes away a name, and the image with its last name', async (t) => {
    const { store } = await open(t);
    const id = await store.importArchive(base(), { reference: 'a:1' });
    await store.tag(id, 'a:2');
    await store.tag(id, 'b:1');
    assert.deepEqual(await store.remove('b:1', unused), { untagged: ['b:1'], deleted: [] });
    await store.tag(id, 'b:1');
    await assert.rejects(store.remove(id, unused), refused('conflict', /several repositories/));
    await store.remove('b:1', unused);
    assert.deepEqual(await store.remove(id, unused), { untagged: ['a:1', 'a:2'], deleted: [id] });
    await assert.rejects(store.remove('a:1', unused), refused('not-found'));
  });

  test('keeps what a container uses', async (t) => {
    const { store } = await open(t);
    const id = await store.importArchive(base(), { reference: 'a' });
    const used = { usedBy: () => 'container web' };
    await assert.rejects(store.remove('a', used), refused('conflict', /container web/));
    await assert.rejects(store.remove(id, used), refused('conflict'));
    assert.deepEqual(store.resolve('a').id, id, 'nothing changed');
    assert.deepEqual(await store.remove('a', { ...used, force: true }), {
      untagged: ['a:latest'],
      deleted: [],
    });
    assert.equal(existsSync(store.lowerDirs(id)[0] ?? ''), true);
  });

  test('keeps what another image was made from, until that goes too', async (t) => {
    const { store, root } = await open(t);
    const parent = await store.importArchive(base(), { reference: 'parent' });
    const child = await commit(t, store, parent, 'touch x', 'child');
    await assert.rejects(store.remove(parent, unused), refused('conflict', /was made from it/));
    assert.deepEqual(await store.remove('parent', unused), { untagged: ['parent:latest'], deleted: [] });
    assert.deepEqual(await store.remove('child', unused), {
      untagged: ['child:latest'],
      deleted: [child, parent],
    });
    assert.deepEqual(leftovers(root), []);
  });

  test('leaves nothing of a refused import or commit', async (t) => {
    const { store, root } = await open(t);
    const bad = archive(record({ path: 'ok', kind: 'file' }, 'x'), record({ path: '../bad', kind: 'file' }));
    await assert.rejects(store.importArchive(bad, { reference: 'a' }), refused('invalid', /points outside/));
    await assert.rejects(store.importArchive(base(), { reference: 'A' }), refused('invalid', /upper-case/));
    await assert.rejects(store.importArchive(base(), { changes: ['RUN x'] }), refused('invalid', /RUN/));
    const upper = temporaryDirectory(t);
    await assert.rejects(store.commit({ upper, parent: '0'.repeat(64), config: {} }), refused('not-found'));
    assert.deepEqual([store.list(), leftovers(root)], [[], []]);
  });

  test('leaves nothing of an archive whose sender goes away', async (t) => {
    const { store, root } = await open(t);
    const whole = await bytesOf(archive(record({ path: 'big', kind: 'file' }, 'x'.repeat(3_000_000))));
    for (const data of [whole, gzipSync(whole)]) {
      const sender = Readable.from(
        (async function* () {
          yield data.subarray(0, data.length / 2);
          throw new Error('the sender is gone');
        })(),
        { objectMode: false },
      );
      await assert.rejects(store.importArchive(sender, {}), /the sender is gone/);
    }
    assert.deepEqual([store.list(), leftovers(root)], [[], []]);
  });

  test('unpacks again what a power failure may have taken, and what is missing', async (t) => {
    const { store, root } = await open(t);
    const id = await store.importArchive(base(), { reference: 'a' });
    const child = await commit(t, store, id, 'echo more > more', 'child');
    await store.idle();
    assert.deepEqual(readdirSync(join(root, 'unsynced')), [], 'everything is on disk');
    const [top = '', bottom = ''] = store.lowerDirs(child);
    writeFileSync(join(top, 'more'), '');
    writeFileSync(join(root, 'unsynced', basename(top)), 'an earlier boot');
    shell('rm -r "$1"', bottom);
    const again = await ImageStore.open(root);
    assert.equal(readFileSync(join(top, 'more'), 'utf8'), 'more\n');
    assert.equal(readFileSync(join(bottom, 'file'), 'utf8'), 'base');
    assert.deepEqual([statSync(top).mode & 0o7777, statSync(top).uid], [0o711, 9]);
    await again.idle();
    assert.deepEqual(readdirSync(join(root, 'unsynced')), []);
  });

  test('sweeps what a killed predecessor left half-done', async (t) => {
    const { store, root } = await open(t);
    const id = await store.importArchive(base(), { reference: 'a' });
    const before = leftovers(root).sort();
    mkdirSync(join(root, 'tmp/half/layer'), { recursive: true });
    mkdirSync(join(root, 'layers', 'f'.repeat(64)));
    writeFileSync(join(root, 'blobs/sha256', 'e'.repeat(64)), 'half');
    writeFileSync(join(root, 'tmp/0123'), 'half');
    const again = await ImageStore.open(root);
    assert.deepEqual(leftovers(root).sort(), before);
    assert.deepEqual(readdirSync(root).sort(), [
      'blobs',
      'index.json',
      'layers',
      'oci-layout',
      'tmp',
      'unsynced',
    ]);
    assert.equal(again.resolve('a').id, id);
  });
});
