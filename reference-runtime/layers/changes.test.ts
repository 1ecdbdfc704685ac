import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { changes } from './changes';
import { changeOverlay, needsRoot, shell, temporaryDirectory } from './test-fixture';

const BASE =
  'mkdir -p etc root usr/share/doc && touch etc/group etc/passwd usr/share/doc/a usr/share/doc/b && ln -s /etc link';

/** What `changes` says after `script` ran on an overlay over layers made by the scripts, the base first. */
async function after(t: TestContext, script: string, layers: readonly string[] = [BASE]): Promise<string[]> {
  const root = temporaryDirectory(t);
  const lower: string[] = [];
  for (const [index, make] of layers.entries()) {
    const [upper, work] = [join(root, `layer-${index}`), join(root, `work-${index}`)];
    mkdirSync(upper);
    mkdirSync(work);
    if (index === 0) shell(`cd "$1" && ${make}`, upper);
    else changeOverlay(lower, upper, work, make);
    lower.unshift(upper);
  }
  const [upper, work] = [join(root, 'upper'), join(root, 'work')];
  mkdirSync(upper);
  mkdirSync(work);
  changeOverlay(lower, upper, work, script);
  return (await changes(upper, lower)).map(({ kind, path }) => `${kind} ${path}`);
}

describe('changes', { skip: needsRoot }, () => {
  test('names what was added, changed and deleted, each file of a new directory, and the directories around', async (t) => {
    assert.deepEqual(
      await after(
        t,
        'rm etc/group && touch newf && mkdir d && touch d/x && echo x >> etc/passwd && chmod 700 root',
      ),
      [
        'added /d',
        'added /d/x',
        'changed /etc',
        'deleted /etc/group',
        'changed /etc/passwd',
        'added /newf',
        'changed /root',
      ],
    );
  });

  test('finds nothing where nothing was done', async (t) => assert.deepEqual(await after(t, 'true'), []));

  test('names every deletion, though overlayfs makes all its whiteouts links of one inode', async (t) =>
    assert.deepEqual(await after(t, 'rm etc/group etc/passwd link'), [
      'changed /etc',
      'deleted /etc/group',
      'deleted /etc/passwd',
      'deleted /link',
    ]));

  test('calls a file that was deleted and made anew changed', async (t) =>
    assert.deepEqual(await after(t, 'rm etc/group && touch etc/group'), [
      'changed /etc',
      'changed /etc/group',
    ]));

  test('calls a change of kind changed', async (t) =>
    assert.deepEqual(
      await after(t, 'rm link && mkdir link && touch link/x && rm etc/group && ln -s x etc/group'),
      ['changed /etc', 'changed /etc/group', 'changed /link', 'added /link/x'],
    ));

  test('does not look through a symbolic link of the image', async (t) =>
    assert.deepEqual(await after(t, 'rm link && mkdir link && touch link/passwd'), [
      'changed /link',
      'added /link/passwd',
    ]));

  test('names a deleted directory once', async (t) =>
    assert.deepEqual(await after(t, 'rm -r usr/share'), ['changed /usr', 'deleted /usr/share']));

  test('names what a directory made anew lacks', async (t) =>
    assert.deepEqual(
      await after(t, 'rm -r usr && mkdir -p usr/share/doc && touch usr/share/doc/b usr/share/doc/c'),
      [
        'changed /usr',
        'changed /usr/share',
        'changed /usr/share/doc',
        'deleted /usr/share/doc/a',
        'changed /usr/share/doc/b',
        'added /usr/share/doc/c',
      ],
    ));

  test('sees through all layers and their deletions', async (t) => {
    const layers = [
      BASE,
      'rm etc/group && rm -r usr/share/doc && mkdir usr/share/doc && touch usr/share/doc/z',
    ];
    assert.deepEqual(await after(t, 'touch etc/group etc/passwd usr/share/doc/a usr/share/doc/z', layers), [
      'changed /etc',
      'added /etc/group',
      'changed /etc/passwd',
      'changed /usr',
      'changed /usr/share',
      'changed /usr/share/doc',
      'added /usr/share/doc/a',
      'changed /usr/share/doc/z',
    ]);
  });
});
