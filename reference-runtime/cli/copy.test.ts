import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import { extract, pack } from 'tar-stream';
import { parseContainerPath } from './container-path';
import { copyTarget } from './copy-target';
import { renameArchive } from './rename-archive';

test('tells paths in containers from paths here', () => {
  assert.deepEqual(parseContainerPath('web:/etc/hosts'), { container: 'web', path: '/etc/hosts' });
  assert.deepEqual(parseContainerPath('web:'), { container: 'web', path: '/' });
  assert.deepEqual(parseContainerPath('web:a:b'), { container: 'web', path: 'a:b' });
  for (const here of ['-', 'a', '/a:b', './a:b', '../a:b', 'dir/a:b', ':a'])
    assert.equal(parseContainerPath(here), undefined, here);
});

const file = { path: 'x/f', directory: false };
const directory = { path: 'x/d', directory: true };

test('into a directory that exists, under its own name', () => {
  const into = { path: 'to', kind: 'directory' } as const;
  assert.deepEqual(copyTarget(file, into), { directory: 'to', name: undefined });
  assert.deepEqual(copyTarget(directory, into), { directory: 'to', name: undefined });
  assert.deepEqual(copyTarget({ ...directory, path: 'x/d/.' }, into), { directory: 'to', name: '.' });
});

test('onto a name that does not exist yet, or a file', () => {
  assert.deepEqual(copyTarget(file, { path: '/a/new', kind: 'absent' }), { directory: '/a', name: 'new' });
  assert.deepEqual(copyTarget(directory, { path: 'new/', kind: 'absent' }), { directory: '.', name: 'new' });
  assert.deepEqual(copyTarget(file, { path: '/old', kind: 'file' }), { directory: '/', name: 'old' });
});

test('what does not go together is refused', () => {
  assert.throws(() => copyTarget(directory, { path: 'f', kind: 'file' }), /cannot copy a directory to f/);
  assert.throws(() => copyTarget(file, { path: 'new/', kind: 'absent' }), /no directory new\//);
});

test('renaming an archive keeps everything but the top-level name', async () => {
  const archive = pack();
  const long = `d/${'n'.repeat(150)}`;
  archive.entry({ name: 'd/', type: 'directory', mode: 0o700, uid: 5, gid: 6 });
  archive.entry({ name: 'd/f', mode: 0o4755, mtime: new Date(1000) }, 'text');
  archive.entry({ name: 'd/hard', type: 'link', linkname: 'd/f' });
  archive.entry({ name: 'd/soft', type: 'symlink', linkname: 'd/f' });
  archive.entry({ name: long, pax: { 'SCHILY.xattr.user.a': 'b' } }, '');
  archive.finalize();
  const entries: Record<string, Record<string, unknown>> = {};
  const reader = extract();
  reader.end(await buffer(renameArchive(Readable.from(archive, { objectMode: false }), 'new')));
  for await (const entry of reader) {
    const { header } = entry;
    entries[header.name] = { ...header, content: (await buffer(entry)).toString() };
  }
  assert.deepEqual(Object.keys(entries), ['new/', 'new/f', 'new/hard', 'new/soft', long.replace('d', 'new')]);
  const at = (name: string) => entries[name] as Record<string, unknown>;
  assert.deepEqual([at('new/').mode, at('new/').uid, at('new/').gid], [0o700, 5, 6]);
  assert.deepEqual(
    [at('new/f').mode, at('new/f').content, at('new/f').mtime],
    [0o4755, 'text', new Date(1000)],
  );
  assert.equal(at('new/hard').linkname, 'new/f');
  assert.equal(at('new/soft').linkname, 'd/f', 'where a symbolic link points is content');
  assert.equal((at(long.replace('d', 'new')).pax as Record<string, string>)['SCHILY.xattr.user.a'], 'b');
});
