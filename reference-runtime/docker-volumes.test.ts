/** The real docker command against this daemon: volumes, directories of the host, file systems in memory. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { cannotServe, TestDaemon } from './test-daemon';

const noDocker = spawnSync('docker', ['--version']).error ? 'needs the docker command' : false;

describe('volumes, the docker command', { skip: cannotServe || noDocker, timeout: 120_000 }, () => {
  let daemon: TestDaemon;
  const folder = mkdtempSync(path.join(tmpdir(), 'scr-docker-volumes-'));
  before(async () => {
    daemon = await TestDaemon.start();
  });
  after(async () => {
    await daemon.close();
    rmSync(folder, { recursive: true });
  });

  function docker(...words: string[]): { status: number | null; lines: string[]; stderr: string } {
    const { status, stdout, stderr } = spawnSync('docker', ['-H', `unix://${daemon.socket}`, ...words], {
      encoding: 'utf8',
    });
    return { status, lines: stdout.split('\n').filter((line) => line !== ''), stderr };
  }
  const sh = (line: string, ...options: string[]) =>
    docker('run', '--rm', '--network', 'none', ...options, 'test', '/bin/sh', '-c', line);
  const ls = (directory: string) => `/bin/busybox ls ${directory}`;

  test('create, ls, inspect, rm, prune', () => {
    assert.deepEqual(docker('volume', 'create', '--label', 'a=b', 'one').lines, ['one']);
    assert.deepEqual(docker('volume', 'create', 'one').lines, ['one'], 'twice is no error');
    assert.match(docker('volume', 'create').lines[0] ?? '', /^[0-9a-f]{64}$/);
    assert.deepEqual(docker('volume', 'ls', '-q', '--filter', 'label=a=b').lines, ['one']);
    assert.deepEqual(docker('volume', 'inspect', '-f', '{{.Name}} {{.Driver}} {{.Labels.a}}', 'one').lines, [
      'one local b',
    ]);
    docker('create', '--name', 'user', '-v', 'one:/x', 'test', '/bin/sh');
    const inUse = docker('volume', 'rm', 'one');
    assert.equal(inUse.status, 1);
    assert.match(inUse.stderr, /volume is in use/);
    assert.equal(docker('volume', 'prune', '-f').status, 0);
    assert.deepEqual(docker('volume', 'ls', '-q').lines, ['one']);
    docker('rm', 'user');
    assert.deepEqual(docker('volume', 'rm', 'one').lines, ['one']);
    assert.match(docker('volume', 'rm', 'one').stderr, /no such volume/);
    assert.match(docker('volume', 'inspect', 'one').stderr, /no such volume/);
    assert.match(docker('volume', 'create', 'a/b').stderr, /no name/);
  });

  test('a volume takes what the image has, is kept, and is shared', () => {
    assert.deepEqual(sh(`echo more > /data/more; ${ls('/data')}`, '-v', 'kept:/data').lines, [
      'file',
      'more',
    ]);
    assert.deepEqual(sh(ls('/elsewhere'), '-v', 'kept:/elsewhere').lines, ['file', 'more']);
    assert.equal(sh('echo no > /v/file', '-v', 'kept:/v:ro').status, 1);
    assert.deepEqual(sh(ls('/v'), '--mount', 'type=volume,source=new,target=/v,volume-nocopy').lines, []);
    assert.equal(docker('volume', 'rm', 'kept', 'new').status, 0);
  });

  test('volumes without a name go with their container', () => {
    sh('true', '-v', '/anonymous');
    assert.deepEqual(docker('volume', 'ls', '-q').lines, []);
    docker('create', '--name', 'owner', '-v', '/anonymous', '-v', 'named:/named', 'test', '/bin/sh');
    docker('rm', '-v', 'owner');
    assert.deepEqual(docker('volume', 'ls', '-q').lines, ['named']);
    docker('volume', 'rm', 'named');
  });

  test('an image declares volumes, another container lends them', () => {
    docker('create', '--name', 'plain', 'test', '/bin/sh');
    docker('commit', '-c', 'VOLUME /data', 'plain', 'declares');
    docker(
      'create',
      '--name',
      'lender',
      '--network',
      'none',
      'declares',
      '/bin/sh',
      '-c',
      'echo lent > /data/lent',
    );
    docker('start', '-a', 'lender');
    assert.deepEqual(sh(ls('/data'), '--volumes-from', 'lender').lines, ['file', 'lent']);
    assert.equal(sh('echo no > /data/x', '--volumes-from', 'lender:ro').status, 1);
    assert.equal(sh('true', '--volumes-from', 'nobody').status, 125);
    assert.deepEqual(docker('diff', 'lender').lines, [], 'what is in a volume is no change');
    const target = docker(
      'inspect',
      '-f',
      '{{range .Mounts}}{{.Type}} {{.Destination}} {{.RW}}{{end}}',
      'lender',
    );
    assert.deepEqual(target.lines, ['volume /data true']);
    docker('rm', '-v', 'lender', 'plain');
    docker('rmi', 'declares');
    assert.deepEqual(docker('volume', 'ls', '-q').lines, []);
  });

  test('directories of the host: read-only, missing, with what is mounted on the host later', () => {
    const shown = path.join(folder, 'shown');
    mkdirSync(path.join(shown, 'below'), { recursive: true });
    writeFileSync(path.join(shown, 'file'), 'host\n');
    assert.equal(sh('echo x > /m/new', '-v', `${shown}:/m:ro`).status, 1);
    assert.equal(sh('echo x > /m/new', '-v', `${shown}:/m`).status, 0);
    assert.equal(readFileSync(path.join(shown, 'new'), 'utf8'), 'x\n');
    assert.equal(sh('true', '-v', `${folder}/made:/m`).status, 0);
    assert.deepEqual(readdirSync(path.join(folder, 'made')), []);
    assert.match(sh('true', '--mount', `type=bind,source=${folder}/none,target=/m`).stderr, /does not exist/);

    spawnSync('mount', ['--bind', shown, shown]);
    spawnSync('mount', ['--make-private', shown]);
    assert.match(sh('true', '-v', `${shown}:/m:rshared`).stderr, /not a shared mount/);
    spawnSync('umount', [shown]);
    for (const [propagation, seen] of [
      ['rprivate', ''],
      ['rslave', 'later'],
    ] as const) {
      const at = path.join(folder, propagation);
      mkdirSync(at);
      spawnSync('mount', ['-t', 'tmpfs', 'none', at]);
      spawnSync('mount', ['--make-shared', at]);
      mkdirSync(path.join(at, 'later'));
      const name = `sees-${propagation}`;
      docker(
        'run',
        '-d',
        '--network',
        'none',
        '--name',
        name,
        '-v',
        `${at}:/m:${propagation}`,
        'test',
        '/bin/busybox',
        'sleep',
        '100',
      );
      spawnSync('mount', ['-t', 'tmpfs', 'none', path.join(at, 'later')]);
      writeFileSync(path.join(at, 'later/later'), '');
      const { stdout } = spawnSync('docker', [
        '-H',
        `unix://${daemon.socket}`,
        'cp',
        `${name}:/m/later`,
        '-',
      ]);
      assert.equal(stdout.toString().includes('later/later'), seen !== '', propagation);
      docker('rm', '-f', name);
      spawnSync('umount', ['-R', at]);
    }
  });

  test('file systems in memory have a size, a mode, and an end', () => {
    const { lines } = sh(`${ls('-ld /t')}; /bin/busybox df -k /t`, '--tmpfs', '/t:size=64k,mode=700');
    assert.match(lines[0] ?? '', /^drwx------/);
    assert.match(lines.at(-1) ?? '', /\b64\b/);
    assert.deepEqual(sh(ls('/data'), '--mount', 'type=tmpfs,target=/data').lines, []);
    assert.match(sh('true', '--tmpfs', '/t:odd=1').stderr, /odd/);
  });

  test('copies reach volumes, running or not, and stay out of what is read-only', () => {
    const file = path.join(folder, 'copied');
    writeFileSync(file, 'copied\n');
    docker(
      'create',
      '--name',
      'sealed',
      '--network',
      'none',
      '--read-only',
      '-v',
      'store:/store',
      'test',
      '/bin/busybox',
      'sleep',
      '100',
    );
    for (const state of ['created', 'running']) {
      assert.equal(docker('cp', file, `sealed:/store/${state}`).status, 0, state);
      assert.equal(docker('cp', file, 'sealed:/data/x').status, 1, state);
      docker('start', 'sealed');
    }
    assert.deepEqual(docker('diff', 'sealed').lines, []);
    docker('rm', '-f', 'sealed');
    assert.deepEqual(sh(ls('/s'), '-v', 'store:/s').lines, ['created', 'running']);
    docker('volume', 'rm', 'store');
  });
});
