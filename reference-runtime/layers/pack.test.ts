import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, test } from 'node:test';
import { RuntimeError } from '../errors';
import { ByteReader } from './byte-reader';
import { toBytes } from './file-entry';
import { packLayer } from './pack';
import { readTar } from './tar/read-tar';
import {
  archive,
  bytesOf,
  changeOverlay,
  MOMENT,
  needsRoot,
  record,
  shell,
  temporaryDirectory,
} from './test-fixture';
import { unpackLayer } from './unpack';

const DEEP = Array.from({ length: 20 }, (_, i) => `directory-${i}`).join('/');

/** One of everything, in the order in which packing gives it back. */
const ALL = () => [
  record({ path: 'dev', kind: 'directory', mode: 0o755 }),
  record({ path: 'dev/null', kind: 'character-device', mode: 0o666, major: 1, minor: 3 }),
  record({ path: 'dev/pipe', kind: 'fifo', mode: 0o600 }),
  record({ path: 'dev/sda', kind: 'block-device', mode: 0o660, major: 8, minor: 300 }),
  record({ path: 'etc', kind: 'directory', mode: 0o1777, uid: 2_500_000, gid: 7 }),
  record(
    {
      path: 'etc/file',
      kind: 'file',
      mode: 0o4755,
      uid: 1,
      xattrs: new Map([
        ['security.capability', CAPABILITY],
        ['user.x', Buffer.from([0, 255, 10, 61])],
      ]),
    },
    'x'.repeat(100_000),
  ),
  record({ path: 'etc/.wh.gone', kind: 'file', mode: 0 }),
  record({
    path: 'etc/hard',
    kind: 'link',
    target: 'etc/file',
    mode: 0,
    mtime: { seconds: 0, nanoseconds: 0 },
  }),
  record({ path: 'etc/line\nbreak', kind: 'file', mtime: { seconds: -1, nanoseconds: 999_999_999 } }),
  record({ path: 'etc/soft', kind: 'symlink', mode: 0o777, target: `/${'target/'.repeat(40)}` }),
  record({ path: 'new', kind: 'directory', mode: 0o700 }),
  record({ path: 'new/.wh..wh..opq', kind: 'file', mode: 0 }),
  record({ path: toBytes('über'), kind: 'file', mtime: { seconds: 2 ** 33, nanoseconds: 1 } }, 'far future'),
  record({ path: '\xff\xfe not UTF-8', kind: 'file' }, 'odd'),
];
const CAPABILITY = Buffer.from('0100000200040000000000000000000000000000', 'hex');

async function listed(source: AsyncIterable<Buffer>) {
  const list: object[] = [];
  const reader = new ByteReader(source);
  for await (const { entry, content } of readTar(reader)) {
    list.push({
      ...entry,
      path: entry.path.replace(/\/$/, ''),
      content: (await bytesOf(content())).toString('latin1'),
    });
  }
  await reader.drain();
  return list;
}

describe('packing a layer', { skip: needsRoot }, () => {
  test('gives back what was unpacked, byte for byte the same every time', async (t) => {
    const directory = temporaryDirectory(t);
    await unpackLayer(archive(...ALL()), directory);
    const packed = await bytesOf(packLayer(directory));
    const expected = await listed(archive(...ALL()));
    // A whiteout is a device on disk: only its name counts, and the time when it was made is no one's.
    const faithful = (list: object[]) =>
      list.map((entry) =>
        'path' in entry && /\.wh\./.test(String(entry.path)) ? { path: entry.path } : entry,
      );
    assert.deepEqual(faithful(await listed(Readable.from([packed]))), faithful(expected));
    assert.ok(packed.equals(await bytesOf(packLayer(directory))));
  });

  test('keeps long names, which GNU tar reads', async (t) => {
    const directory = temporaryDirectory(t);
    const layer = join(directory, 'layer');
    mkdirSync(layer);
    await unpackLayer(archive(record({ path: `${DEEP}/end`, kind: 'file', mtime: MOMENT }, 'deep')), layer);
    writeFileSync(join(directory, 'packed.tar'), await bytesOf(packLayer(layer)));
    assert.equal(shell('tar -xOf "$1" "$2"', join(directory, 'packed.tar'), `${DEEP}/end`), 'deep');
    assert.match(
      shell('tar --full-time -tvf "$1" "$2"', join(directory, 'packed.tar'), `${DEEP}/end`),
      /\.123456789/,
    );
  });

  test('turns what overlayfs wrote into whiteouts', async (t) => {
    const root = temporaryDirectory(t);
    const [lower, upper, work] = ['lower', 'upper', 'work'].map((name) => join(root, name)) as [
      string,
      string,
      string,
    ];
    for (const path of [lower, upper, work, join(lower, 'd')]) mkdirSync(path);
    for (const path of ['gone', 'd/a']) writeFileSync(join(lower, path), '');
    changeOverlay([lower], upper, work, 'rm gone && rm -r d && mkdir d && touch d/b && mkfifo pipe');
    const names = (await listed(packLayer(upper))).map((entry) => 'path' in entry && entry.path);
    assert.deepEqual(names, ['d', 'd/.wh..wh..opq', 'd/b', '.wh.gone', 'pipe']);
  });

  test('leaves sockets out', async (t) => {
    const directory = temporaryDirectory(t);
    const server = createServer().listen(join(directory, 's'));
    await once(server, 'listening');
    t.after(() => server.close());
    writeFileSync(join(directory, 'z'), '');
    assert.deepEqual(
      (await listed(packLayer(directory))).map((entry) => 'path' in entry && entry.path),
      ['z'],
    );
  });

  test('refuses a file whose name would mean a deletion', async (t) => {
    const directory = temporaryDirectory(t);
    writeFileSync(join(directory, '.wh.mine'), '');
    await assert.rejects(
      bytesOf(packLayer(directory)),
      (error) => error instanceof RuntimeError && /\.wh\.mine cannot be part/.test(error.message),
    );
  });
});
