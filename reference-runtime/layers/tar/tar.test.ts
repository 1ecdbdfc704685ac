import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { Readable } from 'node:stream';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { ByteReader } from '../byte-reader';
import type { FileEntry, FileKind } from '../file-entry';
import { archive, bytesOf, entry, record, shell, temporaryDirectory } from '../test-fixture';
import { ArchiveError } from './archive-error';
import { decodePax, decodeTime, encodePax, encodeTime } from './pax';
import { readTar } from './read-tar';
import { writeTar } from './write-tar';

const name = fc
  .uint8Array({ minLength: 1, maxLength: 300 })
  .map((bytes) =>
    Buffer.from(bytes.map((byte) => (byte === 0 || byte === 0x2f ? 0x78 : byte))).toString('latin1'),
  );
const mtime = fc.record(
  { seconds: fc.integer({ min: -(2 ** 40), max: 2 ** 40 }), nanoseconds: fc.nat(999_999_999) },
  { noNullPrototype: true },
);
const anyEntry: fc.Arbitrary<FileEntry> = fc
  .record({
    path: name,
    kind: fc.constantFrom<FileKind>(
      'file',
      'directory',
      'symlink',
      'link',
      'character-device',
      'block-device',
      'fifo',
    ),
    mode: fc.nat(0o7777),
    uid: fc.nat(2 ** 32 - 1),
    gid: fc.nat(2 ** 32 - 1),
    size: fc.constant(0),
    mtime,
    target: name,
    major: fc.nat(4095),
    minor: fc.nat(2 ** 20 - 1),
    xattrs: fc
      .uint8Array({ maxLength: 50 })
      .map((value) => new Map([['security.capability', Buffer.from(value)]])),
  })
  .map((given) => ({
    ...given,
    target: given.kind === 'symlink' || given.kind === 'link' ? given.target : '',
  }));

async function* files(entries: readonly FileEntry[]) {
  for (const one of entries) yield { entry: one, content: async function* () {} };
}

async function read(source: AsyncIterable<Buffer>): Promise<(FileEntry & { content: Buffer })[]> {
  const list: (FileEntry & { content: Buffer })[] = [];
  for await (const { entry, content } of readTar(new ByteReader(source)))
    list.push({ ...entry, content: await bytesOf(content()) });
  return list;
}

/** The same bytes in pieces of every size: nothing may depend on how they arrive. */
const inPieces = (data: Buffer, size: number): Readable =>
  Readable.from(
    Array.from({ length: Math.ceil(data.length / size) }, (_, i) => data.subarray(i * size, (i + 1) * size)),
    { objectMode: false },
  );

describe('a tar archive', () => {
  test('gives back every entry, however its bytes arrive', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyEntry, { maxLength: 5 }),
        fc.integer({ min: 1, max: 5000 }),
        async (entries, size) => {
          const data = await bytesOf(writeTar(files(entries)));
          const back = await read(inPieces(data, size));
          const plain = (one: FileEntry) => ({
            ...one,
            path: one.kind === 'directory' ? one.path.replace(/\/$/, '') : one.path,
          });
          assert.deepEqual(
            back.map(({ content: _, ...one }) => plain(one)),
            entries.map(plain),
          );
        },
      ),
      { numRuns: 200 },
    );
  });

  test('never breaks the reader, whatever the bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), fc.nat(1500), async (noise, at) => {
        const data = await bytesOf(
          archive(record({ path: 'a', kind: 'file' }, 'content'), record({ path: 'b', kind: 'directory' })),
        );
        data.set(noise.subarray(0, data.length - at), at);
        await read(Readable.from([data])).catch((error) =>
          assert.ok(error instanceof ArchiveError, String(error)),
        );
      }),
      { numRuns: 300 },
    );
  });

  test('holds sizes beyond the octal field', async () => {
    const size = 8 ** 12;
    const huge = Readable.from([
      { entry: { ...entry({ path: 'huge', kind: 'file' }), size }, content: async function* () {} },
    ]);
    const first = await readTar(new ByteReader(writeTar(huge))).next();
    assert.equal(first.value?.entry.size, size);
  });

  for (const format of ['v7', 'oldgnu', 'gnu', 'ustar', 'posix']) {
    test(`as GNU tar writes it in the format ${format} is read`, async (t) => {
      const directory = temporaryDirectory(t);
      const long = `${'long-name-'.repeat(8)}x`;
      shell(
        `cd "$1" && mkdir -p d/${long} && printf hello > d/${long}/f && ln -s /somewhere d/s && ln d/${long}/f d/h`,
        directory,
      );
      if (format !== 'v7') shell('mkfifo "$1/d/p"', directory);
      const data = execFileSync(
        'tar',
        ['-C', directory, `--format=${format}`, '--sort=name', '-cf', '-', 'd'],
        { stdio: ['ignore', 'pipe', 'ignore'] },
      );
      const found = await read(inPieces(data, 700));
      const kinds = Object.fromEntries(
        found.map((one) => [one.path.replace(/\/$/, ''), `${one.kind} ${one.target}${one.content}`]),
      );
      assert.deepEqual(kinds, {
        d: 'directory ',
        'd/h': 'file hello',
        [`d/${long}`]: 'directory ',
        [`d/${long}/f`]: 'link d/h',
        'd/s': 'symlink /somewhere',
        ...(format === 'v7' ? {} : { 'd/p': 'fifo ' }),
      });
    });
  }

  for (const format of [
    '--format=gnu',
    '--format=posix --sparse-version=0.0',
    '--format=posix --sparse-version=0.1',
    '--format=posix --sparse-version=1.0',
  ]) {
    test(`with a sparse file (${format}) has all its bytes`, async (t) => {
      const directory = temporaryDirectory(t);
      const pieces = Array.from(
        { length: 30 },
        (_, i) => `printf piece${i} | dd of=s bs=1 seek=${(i + 1) * 200_000} conv=notrunc status=none`,
      ).join('; ');
      shell(`cd "$1"; ${pieces}; truncate -s 7000000 s`, directory);
      const data = execFileSync('tar', ['-C', directory, '-S', ...format.split(' '), '-cf', '-', 's'], {
        maxBuffer: 1 << 26,
      });
      const [found] = await read(inPieces(data, 1000));
      assert.equal(found?.path, 's');
      assert.equal(found?.size, 7_000_000);
      assert.ok(found?.content.equals(execFileSync('cat', [`${directory}/s`], { maxBuffer: 1 << 26 })));
    });
  }
});

describe('an extended header', () => {
  test('counts its own length', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 1200 }), (text) => {
        const value = Buffer.from(text).toString('latin1');
        assert.deepEqual(
          decodePax(encodePax(new Map([['path', value]]))).map(([key, data]) => [
            key,
            data.toString('latin1'),
          ]),
          [['path', value]],
        );
      }),
    );
  });

  test('keeps times to the nanosecond, before 1970 too', () => {
    fc.assert(fc.property(mtime, (time) => assert.deepEqual(decodeTime(encodeTime(time)), time)));
    assert.deepEqual(decodeTime('-0.5'), { seconds: -1, nanoseconds: 500_000_000 });
    assert.deepEqual(decodeTime('1.1234567899'), { seconds: 1, nanoseconds: 123_456_789 });
    assert.throws(() => decodeTime('soon'), ArchiveError);
  });
});
