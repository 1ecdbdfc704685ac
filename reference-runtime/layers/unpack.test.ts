import assert from 'node:assert/strict';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, type TestContext, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { RuntimeError } from '../errors';
import { decompress } from './decompress';
import type { FileRecord } from './file-entry';
import { archive, bytesOf, MOMENT, needsRoot, record, shell, temporaryDirectory } from './test-fixture';
import { unpackLayer } from './unpack';

/** A layer directory beside a file that a hostile archive would like to reach. */
function room(t: TestContext): { layer: string; outside: string } {
  const directory = temporaryDirectory(t);
  const outside = join(directory, 'outside');
  mkdirSync(outside);
  writeFileSync(join(outside, 'secret'), 'untouched');
  mkdirSync(join(directory, 'layer'));
  return { layer: join(directory, 'layer'), outside };
}

const pieces = (data: Buffer): Readable => Readable.from([data], { objectMode: false });
const invalid = (message: RegExp) => (error: unknown) =>
  error instanceof RuntimeError && error.category === 'invalid' && message.test(error.message);

async function refuses(t: TestContext, files: FileRecord[], message: RegExp): Promise<void> {
  const { layer, outside } = room(t);
  await assert.rejects(unpackLayer(archive(...files), layer), invalid(message));
  assert.equal(existsSync(layer), false, 'the half-done layer is gone');
  assert.deepEqual(readdirSync(outside), ['secret']);
  assert.equal(readFileSync(join(outside, 'secret'), 'utf8'), 'untouched');
}

async function unpacks(t: TestContext, files: FileRecord[]): Promise<{ layer: string; outside: string }> {
  const places = room(t);
  await unpackLayer(archive(...files), places.layer);
  assert.deepEqual(readdirSync(places.outside), ['secret'], 'nothing was made outside');
  assert.equal(readFileSync(join(places.outside, 'secret'), 'utf8'), 'untouched');
  return places;
}

describe('a hostile archive', { skip: needsRoot }, () => {
  test("with '..' in a name is refused", (t) =>
    refuses(
      t,
      [record({ path: 'fine', kind: 'file' }, 'x'), record({ path: '../outside/made', kind: 'file' }, 'x')],
      /"\.\.\/outside\/made" points outside the root/,
    ));

  test("with '..' inside a name is refused", (t) =>
    refuses(t, [record({ path: 'a/../../outside/made', kind: 'file' })], /points outside/));

  test("with a hard link to '..' is refused", (t) =>
    refuses(t, [record({ path: 'l', kind: 'link', target: '../outside/secret' })], /points outside/));

  test('with an absolute hard link finds only its own root', (t) =>
    refuses(
      t,
      [record({ path: 'l', kind: 'link', target: '/etc/hostname' })],
      /missing file "etc\/hostname"/,
    ));

  test('with absolute names stays inside', async (t) => {
    const { layer } = await unpacks(t, [record({ path: '/etc/x', kind: 'file' }, 'x')]);
    assert.equal(readFileSync(join(layer, 'etc/x'), 'utf8'), 'x');
  });

  test('with a file through an absolute symbolic link stays inside', async (t) => {
    const { outside, layer } = room(t);
    const through = [
      record({ path: 'l', kind: 'symlink', target: outside }),
      record({ path: 'l/made', kind: 'file' }, 'x'),
    ];
    await assert.rejects(unpackLayer(archive(...through), layer), invalid(/"l\/made"/));
    assert.deepEqual(readdirSync(outside), ['secret']);
  });

  test('with a file through a relative symbolic link stays inside', async (t) => {
    const up = record({ path: 'd/l', kind: 'symlink', target: '../../../../../../..' });
    const { layer } = await unpacks(t, [up, record({ path: 'd/l/made', kind: 'file' }, 'x')]);
    assert.equal(
      readFileSync(join(layer, 'made'), 'utf8'),
      'x',
      'the kernel stops .. at the root of the layer',
    );
  });

  test('replaces a symbolic link by a file instead of writing through it', async (t) => {
    const { outside, layer } = room(t);
    const twice = [
      record({ path: 'l', kind: 'symlink', target: join(outside, 'secret') }),
      record({ path: 'l', kind: 'file' }, 'new'),
    ];
    await unpackLayer(archive(...twice), layer);
    assert.equal(readFileSync(join(layer, 'l'), 'utf8'), 'new');
    assert.equal(readFileSync(join(outside, 'secret'), 'utf8'), 'untouched');
  });

  test('cannot steer overlayfs by attributes', async (t) => {
    const xattrs = new Map([['trusted.overlay.redirect', Buffer.from('/elsewhere')]]);
    const { layer } = await unpacks(t, [record({ path: 'd', kind: 'directory', xattrs })]);
    assert.equal(
      shell('getfattr -d -m - "$1" 2>/dev/null || true', join(layer, 'd')).includes('redirect'),
      false,
    );
  });

  test('that exceeds a declared limit is refused', async (t) => {
    const { layer } = room(t);
    await assert.rejects(
      unpackLayer(archive(record({ path: 'f', kind: 'file' }, 'xxxx')), layer, { maxBytes: 3 }),
      invalid(/more than 3 bytes/),
    );
    const again = room(t).layer;
    await assert.rejects(
      unpackLayer(archive(record({ path: 'f', kind: 'file' })), again, { maxEntries: 0 }),
      invalid(/more than 0 entries/),
    );
  });
});

describe('a damaged archive', { skip: needsRoot }, () => {
  async function refusesBytes(t: TestContext, data: Buffer, message: RegExp): Promise<void> {
    const { layer } = room(t);
    await assert.rejects(unpackLayer(decompress(pieces(data)), layer), invalid(message));
    assert.equal(existsSync(layer), false);
  }
  const whole = () =>
    bytesOf(
      archive(
        record({ path: 'a', kind: 'file' }, 'a'),
        record({ path: 'b', kind: 'file' }, 'b'.repeat(5000)),
      ),
    );

  test('that is cut inside a file is refused', async (t) =>
    refusesBytes(t, (await whole()).subarray(0, 4000), /ends too early.*"b"/));
  test('that is cut inside a header is refused', async (t) =>
    refusesBytes(t, (await whole()).subarray(0, 2100), /ends too early/));
  test('that is no archive is refused', (t) =>
    refusesBytes(t, Buffer.alloc(4096, 'no archive at all\n'), /not a tar archive/));
  test('of a few bytes is refused', (t) => refusesBytes(t, Buffer.from('abc'), /ends too early/));
  test('whose gzip data are cut is refused', async (t) =>
    refusesBytes(t, gzipSync(await whole()).subarray(0, 100), /gzip data are damaged/));
  test('whose gzip data are corrupt is refused', async (t) => {
    const data = gzipSync(await whole());
    data.fill(0xaa, 30, 60);
    await refusesBytes(t, data, /gzip data are damaged/);
  });
  test('of no bytes is an empty layer, as Docker and Podman take it', async (t) => {
    const { layer } = room(t);
    assert.deepEqual(await unpackLayer(pieces(Buffer.alloc(0)), layer), { bytes: 0, entries: 0 });
  });
  test('without the end-of-archive blocks is accepted', async (t) => {
    const { layer } = room(t);
    await unpackLayer(pieces((await whole()).subarray(0, -1024)), layer);
    assert.deepEqual(readdirSync(layer), ['a', 'b']);
  });
});

describe('unpacking', { skip: needsRoot }, () => {
  test('keeps modes, owners, nanoseconds, links, devices and attributes', async (t) => {
    const { layer } = await unpacks(t, [
      record({ path: 'd', kind: 'directory', mode: 0o1750, uid: 3, gid: 4 }),
      record(
        {
          path: 'd/f',
          kind: 'file',
          mode: 0o6755,
          uid: 3_000_000,
          gid: 5,
        },
        'hello',
      ),
      record({ path: 'd/hard', kind: 'link', target: 'd/f' }),
      record({ path: 'd/soft', kind: 'symlink', target: '/no/where', uid: 7 }),
      record({ path: 'null', kind: 'character-device', major: 1, minor: 3, mode: 0o666 }),
      record({ path: 'loop', kind: 'block-device', major: 7, minor: 300 }),
      record({ path: 'pipe', kind: 'fifo', mode: 0o600 }),
    ]);
    const directory = statSync(join(layer, 'd'), { bigint: true });
    assert.equal(directory.mode & 0o7777n, 0o1750n);
    assert.equal(directory.mtimeNs, BigInt(MOMENT.seconds) * 1_000_000_000n + BigInt(MOMENT.nanoseconds));
    const file = lstatSync(join(layer, 'd/f'));
    assert.deepEqual([file.mode & 0o7777, file.uid, file.gid, file.nlink], [0o6755, 3_000_000, 5, 2]);
    assert.equal(file.ino, lstatSync(join(layer, 'd/hard')).ino);
    assert.equal(readlinkSync(join(layer, 'd/soft')), '/no/where');
    assert.equal(lstatSync(join(layer, 'd/soft')).uid, 7);
    assert.equal(
      shell('stat -c "%F %t %T" "$1/null" "$1/loop" "$1/pipe"', layer),
      'character special file 1 3\nblock special file 7 12c\nfifo 0 0\n',
    );
  });

  test('gives whiteouts their overlay form and leaves out the bookkeeping of AUFS', async (t) => {
    const { layer } = await unpacks(
      t,
      [
        record({ path: 'etc/.wh.gone', kind: 'file' }),
        record({ path: 'etc/.wh..hidden', kind: 'file' }),
        record({ path: 'var/.wh..wh..opq', kind: 'file' }),
        record({ path: '.wh..wh.plnk', kind: 'file' }),
      ].toSpliced(2, 0, record({ path: 'var', kind: 'directory' })),
    );
    assert.deepEqual(readdirSync(layer), ['etc', 'var']);
    assert.deepEqual(readdirSync(join(layer, 'etc')), ['.hidden', 'gone']);
    assert.equal(shell('stat -c "%F %t %T" "$1"', join(layer, 'etc/gone')), 'character special file 0 0\n');
  });

  test('keeps what the same layer brings beside a whiteout, before it or after it', async (t) => {
    const directory = { kind: 'directory', mode: 0o755 } as const;
    const { layer } = await unpacks(t, [
      record({ path: 'before', ...directory }),
      record({ path: '.wh.before', kind: 'file' }),
      record({ path: '.wh.after', kind: 'file' }),
      record({ path: 'after', ...directory }),
      record({ path: '.wh.file', kind: 'file' }),
      record({ path: 'file', kind: 'file' }, 'new'),
    ]);
    assert.deepEqual(readdirSync(layer), ['after', 'before', 'file']);
    assert.equal(readFileSync(join(layer, 'file'), 'utf8'), 'new');
  });

  test("refuses a whiteout of '.' or '..'", (t) =>
    refuses(t, [record({ path: '.wh...', kind: 'file' })], /deletes no name/));

  test('keeps a sparse file sparse', async (t) => {
    const { layer, outside } = room(t);
    shell('truncate -s 50M "$1/sparse" && printf end >> "$1/sparse"', outside);
    await unpackLayer(
      decompress(pieces(Buffer.from(shell('tar -C "$1" -S -cf - sparse | base64', outside), 'base64'))),
      layer,
    );
    const { size, blocks } = statSync(join(layer, 'sparse'));
    assert.equal(size, 50 * 2 ** 20 + 3);
    assert.ok(blocks * 512 < 2 ** 20, `${blocks} blocks are on disk`);
  });
});

describe('compression', { skip: needsRoot }, () => {
  for (const program of ['gzip', 'bzip2', 'xz', 'zstd']) {
    const missing =
      shell(`command -v ${program} || true`) === '' && `the program ${program} is not installed`;
    test(`${program} is recognised by the first bytes`, { skip: missing }, async (t) => {
      const { layer, outside } = room(t);
      const data = Buffer.from(shell(`tar -C "$1" -cf - secret | ${program} -c | base64`, outside), 'base64');
      await unpackLayer(decompress(pieces(data)), layer);
      assert.equal(readFileSync(join(layer, 'secret'), 'utf8'), 'untouched');
      const again = room(t).layer;
      await assert.rejects(
        unpackLayer(decompress(pieces(data.subarray(0, data.length - 20))), again),
        invalid(/damaged|too early/),
      );
    });
  }
});
