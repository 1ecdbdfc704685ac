/** The bundle that .ci/build makes of the command line is what runs, and only as long as it says what its files say. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

const root = mkdtempSync(join(tmpdir(), 'scr-bundle-'));
after(() => rmSync(root, { recursive: true, force: true }));
const compiled = join(__dirname, '../../../dist/reference-runtime');
const copy = join(root, 'dist/reference-runtime');
mkdirSync(join(root, 'dist'));
// Not fs.cpSync: it keeps times of modification to the millisecond only.
execFileSync('cp', ['-a', compiled, copy]);
copyFileSync(join(compiled, '../../package.json'), join(root, 'package.json'));
symlinkSync(join(compiled, '../../node_modules'), join(root, 'node_modules'));

/** What the command prints, and whether node loaded its first module from a file of its own. */
function scr() {
  // Empty, not missing: node hands its coverage folder on to a child that has none, and under coverage the files run.
  const env = { ...process.env, NODE_V8_COVERAGE: '' };
  const { stdout, stderr } = spawnSync(process.execPath, [join(copy, 'cli/main.js'), '--version'], {
    encoding: 'utf8',
    env: { ...env, NODE_DEBUG: 'module' },
  });
  return { stdout, fromFiles: /load ".*command-line\.js"/.test(stderr) };
}

test('the bundle runs until one of its files is changed, then the files do', () => {
  const bundled = scr();
  assert.match(bundled.stdout, /^\d+\.\d+\.\d+\n$/);
  assert.equal(bundled.fromFiles, false);
  appendFileSync(join(copy, 'cli/command-line.js'), '\n');
  assert.deepEqual(scr(), { stdout: bundled.stdout, fromFiles: true });
});

test('without a bundle the files run', () => {
  rmSync(join(copy, 'cli/scr.bundle'));
  assert.equal(scr().fromFiles, true);
});
