/** The real docker command against this daemon: the subset of the API must be the one its users know. */
import assert from 'node:assert/strict';
import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { cannotServe, TestDaemon } from './test-daemon';

const noDocker = spawnSync('docker', ['--version']).error ? 'needs the docker command' : false;

describe('the docker command', { skip: cannotServe || noDocker, timeout: 120_000 }, () => {
  let daemon: TestDaemon;
  const folder = mkdtempSync(path.join(tmpdir(), 'scr-docker-client-'));
  before(async () => {
    daemon = await TestDaemon.start();
  });
  after(async () => {
    await daemon.close();
    rmSync(folder, { recursive: true });
  });

  const begin = (...words: string[]): ChildProcessWithoutNullStreams =>
    spawn('docker', ['-H', `unix://${daemon.socket}`, ...words]);

  async function docker(
    words: string[],
    stdin = '',
  ): Promise<{ status: number; stdout: string; stderr: string }> {
    const client = begin(...words);
    const closed = once(client, 'close');
    client.stdin.on('error', () => undefined).end(stdin);
    const [stdout, stderr] = await Promise.all([text(client.stdout), text(client.stderr)]);
    const [status] = (await closed) as [number];
    return { status, stdout, stderr };
  }

  const run = (...words: string[]) => docker(['run', '--rm', '--network', 'none', ...words]);
  const lines = async (...words: string[]) => (await docker(words)).stdout.trim().split('\n');

  test('limits, groups, devices, kernel settings and a filter', async () => {
    const profile = path.join(folder, 'filter.json');
    const denied = { names: ['mkdir', 'mkdirat'], action: 'SCMP_ACT_ERRNO' };
    writeFileSync(profile, JSON.stringify({ defaultAction: 'SCMP_ACT_ALLOW', syscalls: [denied] }));
    const asked = [
      ...['--ulimit', 'nofile=50:60', '--oom-score-adj', '300', '--shm-size', '1m', '--group-add', '777'],
      ...['--memory', '64m', '--memory-swap', '96m', '--memory-reservation', '32m', '--cpuset-cpus', '0'],
      ...['--device', '/dev/null:/dev/asked-for:r', '--sysctl', 'net.ipv4.ip_forward=1'],
      ...['--security-opt', `seccomp=${profile}`],
    ];
    const line =
      'ulimit -n; busybox cat /proc/self/oom_score_adj /proc/sys/net/ipv4/ip_forward; busybox id -G; busybox mkdir /x || echo denied; test -c /dev/asked-for && echo there';
    const { stdout, stderr } = await run(...asked, 'test', 'busybox', 'sh', '-c', line);
    assert.deepEqual(stdout.trim().split('\n'), ['50', '300', '1', '0 777', 'denied', 'there'], stderr);
  });

  test('import, images, tag, rmi', async () => {
    const archive = path.join(folder, 'root.tar');
    spawnSync('tar', ['-cf', archive, '-C', '/', 'bin/busybox']);
    const imported = await docker(['import', '-c', 'CMD ["/bin/busybox","true"]', archive, 'one:a']);
    assert.match(imported.stdout, /^sha256:[0-9a-f]{64}\n$/, imported.stderr);
    assert.equal((await docker(['tag', 'one:a', 'two/three'])).status, 0);
    const format = '{{.Repository}}:{{.Tag}}';
    assert.deepEqual((await lines('images', '--format', format)).sort(), [
      'one:a',
      'test:latest',
      'two/three:latest',
    ]);
    assert.deepEqual(await lines('images', '--format', format, 'two/three'), ['two/three:latest']);
    assert.equal((await run('two/three')).status, 0);
    assert.match((await docker(['rmi', 'two/three'])).stdout, /^Untagged: two\/three:latest\n$/);
    assert.match((await docker(['rmi', 'one:a'])).stdout, /Deleted: sha256:/);
    assert.equal((await docker(['rmi', 'one:a'])).status, 1);
  });

  test('run: status, streams, input', async () => {
    const split = await run('test', '/bin/sh', '-c', 'echo out; echo err >&2; exit 3');
    assert.deepEqual(split, { status: 3, stdout: 'out\n', stderr: 'err\n' });
    const input = '0123456789abcde\n'.repeat(50_000);
    assert.deepEqual(
      await docker(['run', '--rm', '-i', '--network', 'none', 'test', '/bin/busybox', 'cat'], input),
      {
        status: 0,
        stdout: input,
        stderr: '',
      },
    );
    assert.equal(
      (await docker(['run', '--rm', '--network', 'none', 'test', '/bin/busybox', 'cat'], 'lost')).stdout,
      '',
    );
  });

  test('run: 127, 126 and 125', async () => {
    for (const [status, ...words] of [
      [127, 'test', '/nope'],
      [127, 'test', 'nope'],
      [126, 'test', '/etc/passwd'],
      [126, 'test', '/etc'],
      [125, '-u', 'nobody-here', 'test', '/bin/busybox', 'true'],
      [125, '-m', '1m', 'test', '/bin/busybox', 'true'],
      [125, 'nosuch'],
    ] as [number, ...string[]][]) {
      const answer = await run(...words);
      assert.equal(answer.status, status, `${words}: ${answer.stderr}`);
    }
    assert.deepEqual(await lines('ps', '-aq'), ['']);
  });

  test('run: environment, directory, user, host name, terminal', async () => {
    const shell = (script: string, ...options: string[]) => run(...options, 'test', '/bin/sh', '-c', script);
    assert.equal(
      (await shell('echo $A $PATH', '-e', 'A=b')).stdout,
      'b /usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\n',
    );
    assert.equal((await shell('pwd', '-w', '/made/here')).stdout, '/made/here\n');
    assert.equal(
      (await shell('/bin/busybox id -u; /bin/busybox id -g; echo $HOME', '-u', 'web')).stdout,
      '1000\n1001\n/home/web\n',
    );
    assert.equal((await shell('/bin/busybox hostname; echo $HOSTNAME', '-h', 'ship')).stdout, 'ship\nship\n');
    assert.equal(
      (await shell('/bin/busybox tty; echo $TERM; echo err >&2', '-t')).stdout,
      '/dev/pts/0\r\nxterm\r\nerr\r\n',
    );
    assert.match((await shell('/bin/busybox ip -o link')).stdout, /^1: lo: [^\n]*\n$/);
  });

  test('run -d, ps, inspect, logs -f, wait, stop, kill, rm', async () => {
    const { stdout } = await docker([
      'run',
      '-d',
      '--network',
      'none',
      '--name',
      'd1',
      'test',
      '/bin/sh',
      '-c',
      'echo 1; /bin/busybox sleep 0.5; echo 2; exit 5',
    ]);
    const id = stdout.trim();
    assert.match(id, /^[0-9a-f]{64}$/);
    assert.deepEqual(await lines('ps', '--format', '{{.Names}} {{.State}}'), ['d1 running']);
    assert.deepEqual(await lines('inspect', '-f', '{{.Id}} {{.Name}} {{.State.Running}}', 'd1'), [
      `${id} /d1 true`,
    ]);
    assert.equal((await docker(['logs', '-f', 'd1'])).stdout, '1\n2\n');
    assert.deepEqual(await lines('wait', 'd1'), ['5']);
    assert.equal((await docker(['start', '-a', 'd1'])).status, 5);
    assert.equal((await docker(['logs', '--tail', '1', 'd1'])).stdout, '2\n');
    await docker(['start', 'd1']);
    assert.deepEqual(await lines('stop', '-t', '0', 'd1'), ['d1']);
    assert.deepEqual(await lines('stop', 'd1'), ['d1'], 'twice is no error');
    assert.deepEqual(await lines('ps', '-a', '--filter', 'status=exited', '--format', '{{.Names}}'), ['d1']);
    assert.equal((await docker(['kill', 'd1'])).status, 1);
    await docker(['start', 'd1']);
    assert.equal((await docker(['rm', 'd1'])).status, 1);
    assert.equal((await docker(['kill', '-s', 'KILL', 'd1'])).status, 0);
    assert.deepEqual(await lines('wait', 'd1'), ['137']);
    assert.deepEqual(await lines('rm', 'd1'), ['d1']);
  });

  test('exec', async () => {
    await docker([
      'run',
      '-d',
      '--network',
      'none',
      '--name',
      'host',
      '-e',
      'A=1',
      'test',
      '/bin/busybox',
      'sleep',
      '60',
    ]);
    const exec = (...words: string[]) => docker(['exec', ...words], 'in\n');
    const sh = ['/bin/sh', '-c'];
    assert.deepEqual(
      await exec('-i', '-e', 'B=2', 'host', ...sh, 'read x; echo $x $A $B; echo err >&2; exit 3'),
      {
        status: 3,
        stdout: 'in 1 2\n',
        stderr: 'err\n',
      },
    );
    assert.equal((await exec('-u', 'web', '-w', '/data', 'host', '/bin/busybox', 'pwd')).stdout, '/data\n');
    assert.match((await exec('-t', 'host', '/bin/busybox', 'tty')).stdout, /^\/dev\/pts\/0\r\n$/);
    assert.equal((await exec('host', '/nope')).status, 127);
    assert.match((await docker(['top', 'host'])).stdout, /^UID +PID[\s\S]*sleep 60/);
    assert.match((await docker(['top', 'host', '-eo', 'pid,comm'])).stdout, /busybox/);
    assert.deepEqual(await docker(['update', '--cpus', '0.5', '-m', '64m', 'host']), {
      status: 0,
      stdout: 'host\n',
      stderr: '',
    });
    assert.equal((await exec('-d', 'host', '/bin/busybox', 'sleep', '60')).status, 0);
    assert.equal((await docker(['rm', '-f', 'host'])).status, 0);
    assert.equal((await exec('host', '/bin/sh')).status, 1);
  });

  test('run: init, shared namespaces', async () => {
    assert.match((await run('--init', 'test', '/bin/busybox', 'ps')).stdout, /^ +1 root .*init/m);
    assert.equal(
      (await run('--pid', 'host', '--uts', 'host', '--ipc', 'host', 'test', '/bin/sh', '-c', 'exit 3'))
        .status,
      3,
    );
    assert.equal((await run('--pid', 'container:nobody', 'test', '/bin/sh')).status, 125);
  });

  test('pause, unpause', async () => {
    await docker(['run', '-d', '--network', 'none', '--name', 'held', 'test', '/bin/busybox', 'sleep', '60']);
    assert.equal((await docker(['pause', 'held'])).stdout, 'held\n');
    assert.match((await lines('ps', '--format', '{{.Status}}', '--filter', 'name=held')).join(), /Paused/);
    assert.match((await docker(['attach', 'held'])).stderr, /paused container/);
    assert.equal((await docker(['unpause', 'held'])).stdout, 'held\n');
    assert.equal((await docker(['rm', '-f', 'held'])).status, 0);
  });

  test('restart and rename', async () => {
    const line = "trap 'exit 0' TERM; echo begun; while :; do /bin/busybox sleep 0.05; done";
    await docker(['run', '-d', '--rm', '--network', 'none', '--name', 'old', 'test', '/bin/sh', '-c', line]);
    assert.deepEqual(await lines('restart', '-t', '5', 'old'), ['old']);
    assert.equal((await docker(['rename', 'old', 'new'])).status, 0);
    assert.deepEqual(await lines('ps', '--format', '{{.Names}} {{.State}}'), ['new running']);
    assert.equal((await docker(['rename', 'new', 'a b'])).status, 1);
    assert.equal((await docker(['restart', 'old'])).status, 1);
    assert.deepEqual(await lines('rm', '-f', 'new'), ['new']);
  });

  test('attach: two clients, one talks', async () => {
    await docker([
      'run',
      '-d',
      '-i',
      '--network',
      'none',
      '--name',
      'talk',
      'test',
      '/bin/sh',
      '-c',
      'read line; echo got $line',
    ]);
    const listener = begin('attach', '--no-stdin', 'talk');
    const heard = text(listener.stdout);
    await attached('talk');
    assert.equal((await docker(['attach', 'talk'], 'word\n')).stdout, 'got word\n');
    assert.equal(await heard, 'got word\n');
    await docker(['rm', 'talk']);
  });

  /** Resolves when the daemon has told that somebody attached: a client of its own cannot be looked into. */
  async function attached(container: string): Promise<void> {
    const events = begin(
      'events',
      '--since',
      '1',
      '--filter',
      'event=attach',
      '--filter',
      `container=${container}`,
    );
    await once(events.stdout, 'data');
    events.kill();
  }

  test('cp both ways, diff, commit', async () => {
    const file = path.join(folder, 'in.txt');
    writeFileSync(file, 'from the host\n');
    await docker([
      'run',
      '--network',
      'none',
      '--name',
      'changing',
      'test',
      '/bin/sh',
      '-c',
      'echo made > /data/made; /bin/busybox rm /data/file',
    ]);
    assert.equal((await docker(['cp', file, 'changing:/data/copied'])).status, 0);
    assert.deepEqual((await lines('diff', 'changing')).sort(), [
      'A /data/copied',
      'A /data/made',
      'C /data',
      'D /data/file',
    ]);
    assert.equal((await docker(['cp', 'changing:/data/made', path.join(folder, 'out.txt')])).status, 0);
    assert.equal(readFileSync(path.join(folder, 'out.txt'), 'utf8'), 'made\n');
    assert.equal((await docker(['cp', 'changing:/nothing', folder])).status, 1);
    const committed = await docker([
      'commit',
      '-m',
      'why',
      '-c',
      'CMD ["/bin/busybox","cat","/data/copied"]',
      'changing',
      'test:2',
    ]);
    assert.match(committed.stdout, /^sha256:/, committed.stderr);
    assert.equal((await run('test:2')).stdout, 'from the host\n');
    assert.deepEqual(await lines('history', '--format', '{{.Comment}}', 'test:2'), [
      'why',
      'Imported from -',
    ]);
    await docker(['rm', 'changing']);
    assert.equal((await docker(['rmi', 'test:2'])).status, 0);
  });

  test('save and load, one image and several, history', async () => {
    const file = path.join(folder, 'images.tar');
    for (const name of ['saved:1', 'saved:2', 'saved/more:x']) await docker(['tag', 'test', name]);
    assert.equal((await docker(['save', '-o', file, 'saved', 'saved/more:x'])).status, 0);
    await docker(['rmi', 'saved:1', 'saved:2', 'saved/more:x']);
    const loaded = ['saved:1', 'saved:2', 'saved/more:x'].map((name) => `Loaded image: ${name}`);
    assert.deepEqual(await lines('load', '-i', file), loaded);
    assert.deepEqual(await lines('images', '-q', 'saved:1'), await lines('images', '-q', 'test'));
    assert.equal((await run('saved:2', '/bin/busybox', 'true')).status, 0);
    assert.match((await docker(['save', '-o', file, 'nosuch'])).stderr, /No such image: nosuch/);
    assert.match((await docker(['load'], 'no archive')).stderr, /not a tar archive/);
    assert.deepEqual(await lines('history', '--format', '{{.Comment}} {{.Size}}', 'saved:1'), [
      `Imported from - ${(await lines('images', '--format', '{{.Size}}', 'saved:1'))[0]}`,
    ]);
    await docker(['rmi', 'saved:1', 'saved:2', 'saved/more:x']);
  });

  test('export: running and not, without what is mounted', async () => {
    const names = async (): Promise<string[]> => {
      const file = path.join(folder, 'export.tar');
      assert.equal((await docker(['export', '-o', file, 'exporting'])).status, 0);
      return spawnSync('tar', ['-tf', file], { encoding: 'utf8' }).stdout.trim().split('\n');
    };
    const script = 'echo x > /data/made; echo x > /dev/shm/gone; echo ready; exec /bin/busybox sleep 100';
    await docker(['create', '--network', 'none', '--name', 'exporting', 'test', '/bin/sh', '-c', script]);
    const before = await names();
    const session = begin('start', '-a', 'exporting');
    await once(session.stdout, 'data');
    const running = await names();
    assert.deepEqual(running, before.toSpliced(before.indexOf('data/file'), 1, 'data/file', 'data/made'));
    await docker(['kill', 'exporting']);
    assert.deepEqual(await names(), running);
    await docker(['rm', 'exporting']);
    assert.equal((await docker(['export', 'nosuch'])).status, 1);
  });

  test('images: filters, and what others were made from', async () => {
    const format = ['images', '--format', '{{.Repository}}'];
    await docker(['run', '--network', 'none', '--name', 'step', 'test', '/bin/sh', '-c', 'echo > /x']);
    await docker(['commit', 'step', 'stage:1']);
    await docker(['run', '--network', 'none', '--name', 'next', 'stage:1', '/bin/sh', '-c', 'echo > /y']);
    await docker(['commit', 'next', 'stage:1']);
    assert.deepEqual(await lines(...format, '--filter', 'since=test'), ['stage']);
    assert.deepEqual(await lines(...format, '--filter', 'before=stage:1', '-a'), ['<none>', 'test']);
    assert.deepEqual((await lines(...format)).sort(), ['stage', 'test']);
    assert.deepEqual((await lines('history', '-q', 'stage:1')).length, 3);
    await docker(['rm', 'step', 'next']);
    assert.equal((await docker(['rmi', 'stage:1'])).stdout.match(/Deleted/g)?.length, 2);
  });

  test('restart policies, events, logs in parts, stats, prune', async () => {
    const begun = `${Math.floor(Date.now() / 1000)}`;
    const options = ['--network', 'none', '--label', 'look=1'];
    const script = 'echo one; echo two; exit 3';
    await docker([
      'run',
      '-d',
      ...options,
      '--name',
      'fails',
      '--restart',
      'on-failure:1',
      'test',
      '/bin/sh',
      '-c',
      script,
    ]);
    await docker(['run', '-d', ...options, '--name', 'stays', 'test', '/bin/busybox', 'sleep', '100']);
    const looked = ['inspect', '-f', '{{.RestartCount}} {{.State.Status}}', 'fails'];
    while ((await lines(...looked))[0] !== '1 exited');
    assert.deepEqual(await lines('logs', '--tail', '1', 'fails'), ['two']);
    assert.match((await lines('logs', '-t', 'fails'))[0] ?? '', /^\d{4}-\d\d-\d\dT\S+Z one$/);
    assert.deepEqual(await lines('logs', '--until', begun, 'fails'), ['']);
    const past = ['events', '--since', begun, '--until', (Date.now() / 1000).toFixed(3)];
    const ends = [
      '--filter',
      'event=die',
      '--filter',
      'label=look',
      '--format',
      '{{.Actor.Attributes.name}}',
    ];
    assert.deepEqual([...new Set(await lines(...past, ...ends))], ['fails']);
    assert.deepEqual(await lines('stats', '--no-stream', '--format', '{{.Name}} {{.PIDs}}', 'stays'), [
      'stays 1',
    ]);
    const [gone] = await lines('ps', '-aq', '--no-trunc', '--filter', 'name=fails');
    const pruned = await docker(['container', 'prune', '--force', '--filter', 'label=look']);
    assert.match(pruned.stdout, new RegExp(`^Deleted Containers:\n${gone}\n`));
    assert.deepEqual(await lines('ps', '-a', '--filter', 'label=look', '--format', '{{.Names}}'), ['stays']);
    await docker(['rm', '-f', 'stays']);
  });
});
