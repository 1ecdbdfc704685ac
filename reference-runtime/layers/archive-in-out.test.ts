import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { RuntimeError } from '../errors';
import { archiveIn } from './archive-in';
import { archiveOut } from './archive-out';
import { ByteReader } from './byte-reader';
import { readTar } from './tar/read-tar';
import { archive, bytesOf, needsRoot, record, shell, temporaryDirectory } from './test-fixture';
import type { OverlayView, View } from './view';

/** A merged root over one layer, and a file beside it. */
function overlay(t: TestContext): OverlayView & { readonly root: string } {
  const root = temporaryDirectory(t);
  const [lower, upper, work] = ['lower', 'upper', 'work'].map((name) => join(root, name)) as [
    string,
    string,
    string,
  ];
  for (const path of [lower, upper, work, join(lower, 'data'), join(lower, 'data/sub')]) mkdirSync(path);
  writeFileSync(join(lower, 'data/file'), 'content');
  writeFileSync(join(lower, 'data/sub/deep'), 'deep');
  symlinkSync('/data', join(lower, 'link'));
  symlinkSync('nowhere', join(lower, 'dangling'));
  writeFileSync(join(root, 'outside'), 'untouched');
  symlinkSync(join(root, 'outside'), join(lower, 'escape'));
  return { kind: 'overlay', lower: [lower], upper, work, root };
}

async function namesOut(view: View, path: string): Promise<string[]> {
  const { archive: out } = await archiveOut(view, path);
  const names: string[] = [];
  const reader = new ByteReader(out);
  for await (const { entry } of readTar(reader)) names.push(entry.path);
  await reader.drain();
  return names;
}

const refused = (category: string, message: RegExp) => (error: unknown) =>
  error instanceof RuntimeError && error.category === category && message.test(error.message);

describe('an archive out of a container', { skip: needsRoot }, () => {
  test('begins with the last part of the path', async (t) => {
    const view = overlay(t);
    assert.deepEqual(await namesOut(view, '/data'), ['data/', 'data/file', 'data/sub/', 'data/sub/deep']);
    assert.deepEqual(await namesOut(view, 'data/sub/'), ['sub/', 'sub/deep']);
    assert.deepEqual(await namesOut(view, '/data/sub/.'), ['./', './deep']);
    assert.deepEqual(await namesOut(view, '/data/file'), ['file']);
    assert.ok((await namesOut(view, '/')).includes('/data/file'));
  });

  test('holds a symbolic link itself, unless the path asks for a directory', async (t) => {
    const view = overlay(t);
    assert.deepEqual(await namesOut(view, '/link'), ['link']);
    assert.deepEqual(await namesOut(view, '/link/'), ['link/', 'link/file', 'link/sub/', 'link/sub/deep']);
    assert.deepEqual(await namesOut(view, '/link/sub'), ['sub/', 'sub/deep']);
  });

  test('says what the path is in the words of the Engine API', async (t) => {
    const view = overlay(t);
    const stat = async (path: string) => {
      const { stat, archive: out } = await archiveOut(view, path);
      out.destroy();
      return stat;
    };
    assert.deepEqual(
      { ...(await stat('/data/file')), mtime: '' },
      { name: 'file', size: 7, mode: 0o644, mtime: '', linkTarget: '' },
    );
    assert.equal((await stat('/data')).mode, 0x80000000 + 0o755);
    assert.deepEqual((await stat('/link')).linkTarget, '/data');
    assert.deepEqual((await stat('/dangling')).linkTarget, '/nowhere');
    assert.match((await stat('/data')).mtime, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/);
    const host = new Date((await stat('/data/file')).mtime).getTime();
    assert.ok(Math.abs(host - Date.now()) < 60_000);
  });

  test('is refused where there is nothing, and never leads outside', async (t) => {
    const view = overlay(t);
    await assert.rejects(archiveOut(view, '/missing'), refused('not-found', /\/missing/));
    await assert.rejects(archiveOut(view, '/escape/'), refused('not-found', /\/escape/));
    await assert.rejects(archiveOut(view, '/data/file/'), refused('invalid', /\/data\/file/));
    assert.deepEqual(await namesOut(view, '/escape'), ['escape']);
  });
});

describe('an archive into a container', { skip: needsRoot }, () => {
  test('lands in the upper directory, through symbolic links inside the root', async (t) => {
    const view = overlay(t);
    await archiveIn(
      view,
      '/link',
      archive(record({ path: 'new', kind: 'file' }, 'new'), record({ path: '.wh.file', kind: 'file' })),
    );
    assert.equal(readFileSync(join(view.upper, 'data/new'), 'utf8'), 'new');
    assert.equal(existsSync(join(view.upper, 'data/.wh.file')), true, 'outside a layer a whiteout is a file');
  });

  test('needs an existing directory', async (t) => {
    const view = overlay(t);
    await assert.rejects(archiveIn(view, '/missing', archive()), refused('not-found', /\/missing/));
    await assert.rejects(archiveIn(view, '/data/file', archive()), refused('invalid', /not a directory/));
  });

  test('replaces a directory by a file only where that is allowed', async (t) => {
    const view = overlay(t);
    const file = () => archive(record({ path: 'sub', kind: 'file' }, 'x'));
    await assert.rejects(
      archiveIn(view, '/data', file(), { noOverwriteDirNonDir: true }),
      refused('invalid', /Is a directory/),
    );
    assert.deepEqual(await namesOut(view, '/data/sub'), ['sub/', 'sub/deep']);
    await archiveIn(view, '/data', file());
    assert.deepEqual(await namesOut(view, '/data/sub'), ['sub']);
    const directory = archive(record({ path: 'file', kind: 'directory' }));
    await assert.rejects(
      archiveIn(view, '/data', directory, { noOverwriteDirNonDir: true }),
      refused('invalid', /Not a directory/),
    );
  });

  test('cannot reach outside', async (t) => {
    const view = overlay(t);
    await archiveIn(view, '/', archive(record({ path: 'escape', kind: 'file' }, 'replaced')));
    const up = archive(record({ path: '../outside', kind: 'file' }, 'bad'));
    await assert.rejects(archiveIn(view, '/data', up), refused('invalid', /points outside the root/));
    assert.equal(readFileSync(join(view.root, 'outside'), 'utf8'), 'untouched');
  });

  test('does not destroy a bad archive: its owner may still answer', async (t) => {
    const bad = archive(
      record({ path: '../x', kind: 'file' }),
      record({ path: 'y', kind: 'file' }, 'y'.repeat(1 << 20)),
    );
    await assert.rejects(archiveIn(overlay(t), '/', bad));
    assert.equal(bad.destroyed, false);
    bad.destroy();
  });
});

test('a running process lends its root, mounts included', { skip: needsRoot }, async (t) => {
  const root = temporaryDirectory(t);
  shell('cd "$1" && mkdir bin mnt && cp /bin/busybox bin/', root);
  const script =
    'mount -t tmpfs t "$1/mnt" && echo inside > "$1/mnt/file" && echo ready && exec chroot "$1" /bin/busybox sleep 1000';
  const child = spawn('unshare', ['-m', '/bin/sh', '-euc', script, 'sh', root], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  while (!shell('cat "/proc/$1/cmdline"', String(child.pid)).includes('sleep'))
    await new Promise(setImmediate);
  const view: View = { kind: 'process', pid: child.pid ?? 0 };
  const { archive: out } = await archiveOut(view, '/mnt/file');
  assert.match((await bytesOf(out)).toString(), /inside/);
  await archiveIn(view, '/mnt', archive(record({ path: 'new', kind: 'file' }, 'from outside')));
  assert.equal(shell('cat "/proc/$1/root/mnt/new"', String(child.pid)), 'from outside');
  assert.equal(existsSync(join(root, 'mnt/new')), false, 'it lies on the mount that only the process sees');
});
