/** Archives of images: what this store saves and loads, and what it refuses. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, type TestContext, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { RuntimeError } from '../errors';
import { archive, bytesOf, needsRoot, record, shell, temporaryDirectory } from '../layers/test-fixture';
import { ImageStore } from './image-store';

type Files = Record<string, string | Buffer>;

const digestOf = (bytes: Buffer): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
const hex = (bytes: Buffer): string => digestOf(bytes).slice('sha256:'.length);

async function open(t: TestContext): Promise<{ store: ImageStore; root: string }> {
  const root = temporaryDirectory(t);
  const store = await ImageStore.open(root);
  t.after(() => store.idle());
  return { store, root };
}

/** Bytes pass through a record as they are. */
const file = (path: string, content: string | Buffer) => ({
  ...record({ path, kind: 'file' }),
  entry: { ...record({ path, kind: 'file' }).entry, size: Buffer.from(content).length },
  content: async function* () {
    yield Buffer.from(content);
  },
});

const tar = (files: Files): Readable =>
  archive(...Object.entries(files).map(([path, content]) => file(path, content)));
const layer = (content: string, path = 'file') => bytesOf(archive(record({ path, kind: 'file' }, content)));

const configOf = (layers: Buffer[], more: object = {}): Buffer =>
  Buffer.from(
    JSON.stringify({
      created: '2013-03-15T12:00:00Z',
      architecture: 'amd64',
      os: 'linux',
      config: { Cmd: ['run'], Env: null },
      rootfs: { type: 'layers', diff_ids: layers.map(digestOf) },
      unknown: 'kept',
      ...more,
    }),
  );

/** As `docker save` writes it since 1.10. */
function saved(
  layers: Buffer[],
  { config = configOf(layers), names = ['app:1'] as string[] | null } = {},
): Files {
  const files: Files = Object.fromEntries(layers.map((bytes, index) => [`${index}/layer.tar`, bytes]));
  const manifest = [{ Config: 'c.json', RepoTags: names, Layers: Object.keys(files) }];
  return { ...files, 'c.json': config, 'manifest.json': JSON.stringify(manifest) };
}

const read = (store: ImageStore, id: string, name = 'file'): string =>
  readFileSync(join(store.lowerDirs(id)[0] ?? '', name), 'utf8');

describe('archives of images', { skip: needsRoot }, () => {
  test('an archive of docker save is loaded with its identity, and saved again with the same', async (t) => {
    const { store } = await open(t);
    const layers = [await layer('below'), await layer('above')];
    const config = configOf(layers);
    const [loaded] = await store.load(tar(saved(layers, { names: ['app:1', 'other:2'] })));
    assert.deepEqual(loaded, { id: hex(config), names: ['app:1', 'other:2'] });
    assert.equal(read(store, hex(config)), 'above');
    assert.deepEqual(store.resolve('app:1').config, { Cmd: ['run'] });

    const { store: other } = await open(t);
    assert.deepEqual(await other.load(await store.save(['app:1'])), [{ id: hex(config), names: ['app:1'] }]);
    assert.deepEqual(other.resolve('app:1').layers, layers.map(digestOf));
    assert.deepEqual(await bytesOf(await other.save(['app'])), await bytesOf(await store.save(['app'])));
  });

  test('layers compressed, shared by links, and of an OCI layout are taken as well', async (t) => {
    const { store } = await open(t);
    const [below, above] = [await layer('below'), await layer('above')];
    const files = saved([below, above]);
    await store.load(tar({ ...files, '0/layer.tar': gzipSync(below) }));
    const { '0/layer.tar': first = '', ...rest } = files;
    const link = record({ path: '0/layer.tar', kind: 'symlink', target: '../kept.tar' });
    const parts = Object.entries({ 'kept.tar': first, ...rest }).map(([path, content]) =>
      file(path, content),
    );
    await store.load(archive(link, ...parts));

    const [packed, config] = [gzipSync(above), configOf([above])];
    const manifest = Buffer.from(
      JSON.stringify({ config: { digest: digestOf(config) }, layers: [{ digest: digestOf(packed) }] }),
    );
    const annotations = { 'org.opencontainers.image.ref.name': 'oci:1' };
    const blobs = Object.fromEntries(
      [packed, config, manifest].map((bytes) => [`blobs/sha256/${hex(bytes)}`, bytes]),
    );
    const index = JSON.stringify({ manifests: [{ digest: digestOf(manifest), annotations }] });
    assert.deepEqual(await store.load(tar({ ...blobs, 'index.json': index })), [
      { id: hex(config), names: ['oci:1'] },
    ]);
    const wrong = { ...blobs, [`blobs/sha256/${hex(config)}`]: 'something else' };
    await assert.rejects(store.load(tar({ ...wrong, 'index.json': index })), /has the digest/);
  });

  test('an archive of 2013 becomes an image with the same files, settings and steps', async (t) => {
    const { store } = await open(t);
    const [one, two] = ['1'.repeat(64), '2'.repeat(64)];
    const json = (more: object) => JSON.stringify({ created: '2013-03-15T12:00:00Z', ...more });
    const [loaded] = await store.load(
      tar({
        [`${one}/json`]: json({ id: one, container_config: { Cmd: ['/bin/sh', '-c', 'make'] } }),
        [`${one}/layer.tar`]: await layer('below'),
        [`${two}/json`]: json({ id: two, parent: one, comment: 'why', config: { Env: ['A=b'] } }),
        [`${two}/layer.tar`]: await layer('above'),
        repositories: JSON.stringify({ app: { 1: two } }),
      }),
    );
    assert.deepEqual(loaded?.names, ['app:1']);
    assert.equal(read(store, loaded?.id ?? ''), 'above');
    assert.deepEqual(store.resolve('app:1').config, { Env: ['A=b'] });
    assert.deepEqual(
      store.history('app:1').map(({ created_by, comment, size }) => [created_by, comment, size]),
      [
        [undefined, 'why', 5],
        ['/bin/sh -c make', undefined, 5],
      ],
    );
  });

  test('a refused archive leaves nothing, whatever is wrong with it', async (t) => {
    const { store, root } = await open(t);
    const layers = [await layer('below'), await layer('above')];
    const good = saved(layers);
    const { '1/layer.tar': _, ...missing } = good;
    const manifest = (more: object) => ({
      'manifest.json': JSON.stringify([{ Config: 'c.json', RepoTags: null, Layers: [], ...more }]),
    });
    const bad: Record<string, Files> = {
      'a layer is missing': missing,
      'a layer has another digest': { ...good, '1/layer.tar': await layer('forged') },
      'a layer is no archive': { ...good, '1/layer.tar': 'x'.repeat(2000) },
      'a layer writes outside': saved([await layer('out', '../../out')]),
      'the configuration counts other layers': saved(layers, { config: configOf(layers.slice(1)) }),
      'the configuration is malformed': saved(layers, {
        config: configOf(layers, { config: { Cmd: 'run' } }),
      }),
      'the configuration is for something else': saved(layers, {
        config: configOf(layers, { os: 'windows' }),
      }),
      'the second image is bad': {
        ...good,
        'manifest.json': JSON.stringify([
          ...JSON.parse(String(good['manifest.json'])),
          { Config: 'c.json', RepoTags: null, Layers: ['0/layer.tar', '0/layer.tar'] },
        ]),
      },
      'a path of the archive climbs out': { ...good, '../out': 'x' },
      'the manifest names a file of the host': { ...good, ...manifest({ Layers: ['../../../etc/passwd'] }) },
      'a name is malformed': saved(layers, { names: ['UPPER:1'] }),
      'there is no manifest': { file: 'x' },
      'the manifest is no list': { 'manifest.json': '{}' },
      'the manifest is no JSON': { 'manifest.json': 'x' },
      'it is empty': {},
    };
    for (const [why, files] of Object.entries(bad)) {
      await assert.rejects(
        store.load(tar(files)),
        (error) => error instanceof RuntimeError && error.category === 'invalid',
        why,
      );
      const left = ['blobs/sha256', 'layers', 'tmp'].flatMap((name) => readdirSync(join(root, name)));
      assert.deepEqual([left, store.list()], [[], []], why);
    }
    const links = ['a', 'b'].map((path) =>
      record({ path, kind: 'symlink', target: path === 'a' ? 'b' : 'a' }),
    );
    await assert.rejects(
      store.load(archive(...links, file('manifest.json', manifest({ Config: 'a' })['manifest.json']))),
      /no file "a"/,
    );
    const whole = await bytesOf(tar(good));
    await assert.rejects(store.load(Readable.from([whole.subarray(0, 1500)])), /ends too early/);
  });

  test('a history that does not fit the layers gives way to one step for each layer', async (t) => {
    const { store } = await open(t);
    const layers = [await layer('below'), await layer('above')];
    const created = '2014-01-01T00:00:00Z';
    const telling = configOf(layers, {
      history: [
        { created, created_by: 'a' },
        { created, created_by: 'b', empty_layer: true },
        { created, comment: 'c' },
      ],
    });
    await store.load(tar(saved(layers, { config: telling, names: ['telling:1'] })));
    assert.deepEqual(
      store.history('telling:1').map(({ created_by, size }) => [created_by, size]),
      [
        [undefined, 5],
        ['b', 0],
        ['a', 5],
      ],
    );
    await store.load(
      tar(saved(layers, { config: configOf(layers, { history: [{ created }] }), names: ['odd:1'] })),
    );
    const steps = store.history('odd:1');
    assert.deepEqual(
      steps.map(({ id, size }) => [id, size]),
      [
        [store.resolve('odd:1').id, 5],
        [undefined, 5],
      ],
    );
  });

  test('a saved archive can be removed from the store while it is read', async (t) => {
    const { store } = await open(t);
    await store.load(tar(saved([await layer('x'.repeat(300_000))])));
    const archive = await store.save(['app:1']);
    await store.remove('app:1', { usedBy: () => undefined });
    const { store: other } = await open(t);
    assert.equal((await other.load(archive)).length, 1);
    await assert.rejects(store.save(['app:1']), /No such image/);
  });

  test('skopeo copies an image out of what is saved, and what skopeo writes is loaded', {
    skip: shell('command -v skopeo || true') === '' && 'skopeo is not installed',
  }, async (t) => {
    const { store } = await open(t);
    const folder = temporaryDirectory(t);
    const config = configOf([await layer('only')]);
    await store.load(tar(saved([await layer('only')], { config })));
    writeFileSync(join(folder, 'saved.tar'), await bytesOf(await store.save(['app:1'])));
    shell(
      'cd "$1" && skopeo copy -q --insecure-policy oci-archive:saved.tar:app:1 docker-archive:docker.tar:by/skopeo:2',
      folder,
    );
    shell(
      'cd "$1" && skopeo copy -q --insecure-policy docker-archive:saved.tar oci-archive:oci.tar:by/oci:3',
      folder,
    );
    const names = async (name: string) => store.load(Readable.from([readFileSync(join(folder, name))]));
    assert.deepEqual(await names('docker.tar'), [{ id: hex(config), names: ['by/skopeo:2'] }]);
    assert.deepEqual((await names('oci.tar'))[0]?.names, ['by/oci:3']);
  });
});
