import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { launch } from './launch';
import { LaunchError } from './monitored';
import type { Mount } from './mounts';
import { cannotLaunch, network, outputContains, plugIn, Sandbox } from './test-fixture';

describe('launch', { skip: cannotLaunch, timeout: 120_000 }, () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = new Sandbox();
  });
  afterEach(async () => {
    const leftovers = sandbox.leftovers();
    await sandbox.close();
    assert.deepEqual(leftovers, []);
  });

  const refused = async (attempt: Promise<unknown>, operation: string, errno: string) => {
    await assert.rejects(attempt, (error) => {
      assert(error instanceof LaunchError, String(error));
      assert.deepEqual([error.operation, error.errno], [operation, errno]);
      return true;
    });
  };
  const started = async (request: Parameters<typeof launch>[0]) => (await launch(request)).started;

  test('exit status and both streams, apart', async () => {
    const { exit, stdout, stderr } = await sandbox.shell('echo out; echo err >&2; exit 7');
    assert.deepEqual([exit.status, exit.signal, exit.outOfMemory], [7, 0, false]);
    assert.deepEqual([stdout, stderr], ['out\n', 'err\n']);
    assert.ok(Math.abs(Date.parse(exit.finishedAt) - Date.now()) < 5000);
  });

  test('a megabyte of output is complete when the container has ended', async () => {
    const { stdout } = await sandbox.shell('busybox head -c 3000000 /dev/zero; echo end');
    assert.equal(stdout.length, 3_000_004);
    assert.ok(stdout.endsWith('end\n'));
  });

  test('output of a background process that init leaves behind is not lost', async () => {
    const { stdout } = await sandbox.shell(
      '(busybox yes | busybox head -c 200000) & wait $!; echo; echo last',
    );
    assert.ok(stdout.endsWith('last\n'));
  });

  test('the process is PID 1 in namespaces of its own and sees only them', async () => {
    const line =
      'echo $$; busybox hostname; for n in pid net cgroup; do busybox readlink /proc/self/ns/$n; done; busybox ls /sys/class/net';
    const { stdout } = await sandbox.shell(line);
    const [pid, hostname, ...rest] = stdout.trim().split('\n');
    assert.deepEqual([pid, hostname, rest[3]], ['1', 'sandbox', 'lo']);
    for (const [index, name] of ['pid', 'net', 'cgroup'].entries()) {
      assert.notEqual(rest[index], readNamespace(name));
    }
  });

  test('no descriptor is inherited, umask and signals are fresh', async () => {
    const { stdout } = await sandbox.shell(
      'busybox ls /proc/$$/fd; umask; exec busybox grep -E "Sig(Blk|Ign|Cgt)" /proc/self/status',
    );
    const lines = stdout.trim().split('\n');
    assert.deepEqual(lines.slice(0, 4), ['0', '1', '2', '0022']);
    assert.match(lines[4] ?? '', /^SigBlk:\s0+$/);
    assert.match(lines[5] ?? '', /^SigIgn:\s0+$/);
  });

  test('standard input arrives whole, then ends', async () => {
    const container = await launch(sandbox.request({ argv: ['busybox', 'wc', '-c'], stdinOpen: true }));
    const piece = Buffer.alloc(100_000, 'x');
    for (let i = 0; i < 20; i++) await container.writeStdin(piece);
    await container.closeStdin();
    assert.equal((await sandbox.finish(container)).stdout, '2000000\n');
  });

  test('a process that closed its input does not stall who writes', async () => {
    const request = sandbox.request({
      argv: ['busybox', 'sh', '-c', 'exec <&-; echo closed; exec busybox sleep 1000'],
      stdinOpen: true,
    });
    const container = await launch(request);
    await outputContains(sandbox.stateDir, 'closed');
    for (let i = 0; i < 20; i++) await container.writeStdin(Buffer.alloc(100_000));
    await container.signal(9);
    assert.equal((await container.exited).status, 137);
  });

  test('standard input that nobody opened is at its end', async () => {
    assert.equal((await sandbox.shell('busybox cat; echo $?')).stdout, '0\n');
  });

  test('a signal reaches the process and ends it', async () => {
    const request = sandbox.request({
      argv: ['busybox', 'sh', '-c', 'trap "exit 5" TERM; echo ready; while :; do busybox sleep 0.1; done'],
    });
    const container = await launch(request);
    await outputContains(sandbox.stateDir, 'ready');
    await container.signal(15);
    assert.deepEqual((await container.exited).status, 5);
  });

  test('SIGKILL gives 137 and takes every process along', async () => {
    const container = await launch(
      sandbox.request({ argv: ['busybox', 'sh', '-c', 'busybox sleep 1000 & echo up; wait'] }),
    );
    await outputContains(sandbox.stateDir, 'up');
    await container.signal(9);
    const { status, signal } = await container.exited;
    assert.deepEqual([status, signal], [137, 9]);
    await assert.rejects(container.signal(9), { code: 'EPIPE' });
  });

  test('a terminal: size, resize, end of input, console', async () => {
    const line =
      'trap "busybox stty size; exit 3" WINCH; busybox stty size; busybox tty; test -c /dev/console && echo console; read x; echo "got $x"; while :; do busybox sleep 0.1; done';
    const container = await launch(
      sandbox.request({
        argv: ['busybox', 'sh', '-c', line],
        terminal: true,
        stdinOpen: true,
        terminalSize: { rows: 33, columns: 77 },
      }),
    );
    await outputContains(sandbox.stateDir, 'console');
    await container.writeStdin(Buffer.from('typed\n'));
    await outputContains(sandbox.stateDir, 'got typed');
    await container.resize(40, 100);
    const { stdout, exit } = await sandbox.finish(container);
    assert.equal(stdout, '33 77\r\n/dev/pts/0\r\nconsole\r\ntyped\r\ngot typed\r\n40 100\r\n');
    assert.equal(exit.status, 3);
  });

  test('end of input on a terminal', async () => {
    const container = await launch(
      sandbox.request({ argv: ['busybox', 'cat'], terminal: true, stdinOpen: true }),
    );
    await container.writeStdin(Buffer.from('a line\n'));
    await container.closeStdin();
    assert.equal((await sandbox.finish(container)).exit.status, 0);
  });

  test('a command that does not exist, may not be executed, or is no program', async () => {
    writeFileSync(join(sandbox.image, 'bin/garbage'), 'no program\0', { mode: 0o755 });
    writeFileSync(join(sandbox.image, 'bin/plain'), 'text', { mode: 0o644 });
    await refused(started(sandbox.request({ argv: ['missing'] })), 'exec', 'ENOENT');
    await refused(started(sandbox.request({ argv: ['/bin/missing'] })), 'exec', 'ENOENT');
    await refused(started(sandbox.request({ argv: [''] })), 'exec', 'ENOENT');
    await refused(started(sandbox.request({ argv: ['/bin/plain'] })), 'exec', 'EACCES');
    await refused(started(sandbox.request({ argv: ['/bin'] })), 'exec', 'EACCES');
    await refused(started(sandbox.request({ argv: ['plain'] })), 'exec', 'ENOENT');
    await refused(started(sandbox.request({ argv: ['/bin/garbage'] })), 'exec', 'ENOEXEC');
    assert.equal(existsSync(join(sandbox.stateDir, 'exit.json')), false);
  });

  test('users and groups of the image', async () => {
    const line = 'echo $(busybox id -u) $(busybox id -g) $(busybox id -G) $HOME';
    const who = async (user: string) => (await sandbox.shell(line, { user })).stdout.trim();
    assert.equal(await who(''), '0 0 0 29 /root');
    assert.equal(await who('web'), '1000 1001 1001 29 44 /home/web');
    assert.equal(await who('1000'), '1000 1001 1001 29 44 /home/web');
    assert.equal(await who('web:video'), '1000 44 44 /home/web');
    assert.equal(await who('4242'), '4242 0 0 /');
    assert.equal(await who('4242:77'), '4242 77 77 /');
    assert.equal(await who('12'), '1012 1012 1012 /', 'a name made of digits wins');
  });

  test('unknown users and groups', async () => {
    for (const user of ['nobody-here', 'web:nothing', '-1', '2147483648', '1 '])
      await refused(started(sandbox.request({ user })), 'user', 'ENOENT');
  });

  test('the working directory is made when missing, and not in the image', async () => {
    const { stdout } = await sandbox.shell('busybox pwd; busybox stat -c "%a %u" .', {
      cwd: '/a/b',
      user: 'web',
    });
    assert.equal(stdout, '/a/b\n755 0\n');
    await refused(started(sandbox.request({ cwd: '/etc/passwd' })), 'chdir', 'ENOTDIR');
  });

  test('nothing but what the container did is in the upper directory', async () => {
    await sandbox.shell(
      'echo x > /file',
      {},
      { mounts: [{ kind: 'bind', source: '/etc/hostname', target: '/etc/hostname', readOnly: true }] },
    );
    assert.deepEqual(readdirSync(sandbox.upper), ['file']);
  });

  test('a read-only root', async () => {
    const request = sandbox.request();
    const { stdout, exit } = await sandbox.shell(
      'echo x > /file || echo refused; echo y > /dev/shm/y',
      {},
      {
        root: { ...request.root, readOnly: true },
      },
    );
    assert.deepEqual([stdout, exit.status], ['refused\n', 0]);
  });

  test('capabilities, seccomp and no_new_privs as asked', async () => {
    const line = 'busybox grep -E "Cap(Inh|Prm|Eff|Bnd|Amb)|NoNewPrivs|^Seccomp:" /proc/self/status';
    const status = async (user: string, noNewPrivileges: boolean) => {
      const { security } = sandbox.request();
      const { stdout } = await sandbox.shell(line, { user }, { security: { ...security, noNewPrivileges } });
      return stdout.replace(/\t0*/g, ' ').trim().split('\n');
    };
    assert.deepEqual(await status('', false), [
      'CapInh: ',
      'CapPrm: a80425fb',
      'CapEff: a80425fb',
      'CapBnd: a80425fb',
      'CapAmb: ',
      'NoNewPrivs: ',
      'Seccomp: 2',
    ]);
    assert.deepEqual((await status('web', true)).slice(1, 6), [
      'CapPrm: ',
      'CapEff: ',
      'CapBnd: a80425fb',
      'CapAmb: ',
      'NoNewPrivs: 1',
    ]);
  });

  test('what a container must not do', async () => {
    const deeds = [
      'busybox mount -t tmpfs none /mnt',
      'busybox hostname other',
      'busybox unshare -U busybox true',
      'busybox mknod /kmsg c 1 11 && echo x > /kmsg',
      'echo 1 > /proc/sys/kernel/domainname',
      'echo x > /sys/kernel/x',
      'busybox rmdir /sys/fs/cgroup/memory/x || busybox mkdir /sys/fs/cgroup/memory/x',
      'busybox head -c 1 /proc/timer_list | busybox grep .',
    ];
    mkdirSync(join(sandbox.image, 'mnt'));
    for (const deed of deeds) assert.notEqual((await sandbox.shell(deed)).exit.status, 0, deed);
  });

  test('what a privileged container may do', async () => {
    const security = { ...sandbox.request().security, privileged: true };
    const line =
      'busybox mknod /kmsg c 1 11 && echo > /kmsg && echo x > /proc/sys/kernel/domainname && busybox mount -t tmpfs none /bin && echo all';
    assert.equal((await sandbox.shell(line, {}, { security })).stdout, 'all\n');
  });

  test('limits of each process, a score, further groups and settings of the kernel', async () => {
    const line =
      'ulimit -n; busybox cat /proc/self/oom_score_adj; busybox id -G; busybox cat /proc/sys/net/ipv4/ip_forward';
    const process = {
      resourceLimits: [{ resource: 7, name: 'nofile', soft: 60, hard: 90 }],
      outOfMemoryScore: 300,
      furtherGroups: ['777', 'video'],
    };
    const kernelSettings = { 'net.ipv4.ip_forward': '1' };
    const { stdout } = await sandbox.shell(line, process, { kernelSettings });
    assert.deepEqual(stdout.trim().split('\n'), ['60', '300', '0 29 44 777', '1']);
  });

  test('a device that was asked for, in a folder of its own, to be read only', async () => {
    const node = {
      path: '/dev/x/loop',
      type: 'c',
      major: 10,
      minor: 237,
      mode: 0o600,
      uid: 0,
      gid: 0,
    } as const;
    const security = { ...sandbox.request().security, devices: [{ ...node, access: 'r' }] };
    const { stdout } = await sandbox.shell(
      'exec 3</dev/x/loop && echo read; (echo x >/dev/x/loop) 2>&-|| echo denied',
      {},
      { security },
    );
    assert.equal(stdout, 'read\ndenied\n');
  });

  test('nobody can write to the program that made the container', async () => {
    const container = await launch(sandbox.request({ argv: ['busybox', 'sleep', '60'] }));
    await container.started;
    // Opening it for writing says "busy" while it runs, wherever it lies; this asks the mount alone.
    assert.throws(() => chmodSync(`/proc/${container.monitorPid}/exe`, 0o755), { code: 'EROFS' });
    await container.signal(9);
    await container.exited;
  });

  test('a memory limit kills, and the record says so', async () => {
    const { exit } = await sandbox.shell(
      'busybox dd if=/dev/zero of=/dev/null bs=200M count=1',
      {},
      { limits: { memory: 32 << 20 } },
    );
    assert.deepEqual([exit.status, exit.outOfMemory], [137, true]);
  });

  test('a limit on processes holds', async () => {
    const line = 'for i in 1 2 3 4 5 6 7 8 9 10; do busybox sleep 1000 & done; echo all';
    const { stdout, stderr } = await sandbox.shell(line, {}, { limits: { pids: 6 } });
    assert.doesNotMatch(stdout, /all/);
    assert.match(stderr, /fork/);
  });

  test('a limit that the kernel refuses leaves nothing behind', async () => {
    await refused(launch(sandbox.request({}, { limits: { pids: 99_999_999 } })), 'cgroup', 'EINVAL');
  });

  test('a second container of the same identifier is refused, the first lives on', async () => {
    const container = await launch(sandbox.request({ argv: ['busybox', 'cat'], stdinOpen: true }));
    await container.started;
    const other = join(sandbox.directory, 'other');
    mkdirSync(other);
    await refused(launch({ ...sandbox.request(), stateDir: other }), 'cgroup', 'EBUSY');
    await container.closeStdin();
    assert.equal((await container.exited).status, 0);
  });

  test('arguments that no process can have leave nothing behind', async () => {
    await assert.rejects(launch(sandbox.request({ argv: ['busybox', 'a\0b'] })), RangeError);
  });

  test('a hostile image cannot make a mount land outside its root', async () => {
    symlinkSync('/etc', join(sandbox.image, 'proc'));
    await refused(started(sandbox.request()), 'mount', 'ELOOP');
  });

  test('a mount point behind symbolic links is made inside the root', async () => {
    const outside = join(sandbox.directory, 'outside');
    mkdirSync(outside);
    symlinkSync(`../../../../../..${outside}`, join(sandbox.image, 'up'));
    symlinkSync('../run/resolve/stub', join(sandbox.image, 'etc/resolv.conf'));
    const source = join(sandbox.directory, 'source');
    writeFileSync(source, 'bound\n');
    const { stdout } = await sandbox.shell(
      'busybox cat /etc/resolv.conf /run/resolve/stub; busybox find /up/',
      {},
      {
        mounts: [
          { kind: 'bind', source, target: '/etc/resolv.conf', readOnly: true },
          { kind: 'bind', source, target: '/up/file', readOnly: true },
        ],
      },
    );
    assert.equal(stdout, 'bound\nbound\n/up/\n/up/file\n');
    assert.deepEqual(readdirSync(outside), []);
  });

  test('a read-only bind mount is read-only, a writable one writes to the host', async () => {
    const source = join(sandbox.directory, 'volume');
    mkdirSync(source);
    const mounts: Mount[] = [
      { kind: 'bind', source, target: '/rw', readOnly: false },
      { kind: 'bind', source, target: '/ro', readOnly: true },
    ];
    const { stdout } = await sandbox.shell(
      'echo a > /rw/a; echo b > /ro/b || echo refused; busybox ls /ro',
      {},
      { mounts },
    );
    assert.equal(stdout, 'refused\na\n');
    assert.equal(readFileSync(join(source, 'a'), 'utf8'), 'a\n');
  });

  test('a hundred and twenty layers', async () => {
    const request = sandbox.request();
    const layers = Array.from({ length: 120 }, (_, index) => {
      const layer = join(
        sandbox.directory,
        `layer, with: a "name" long enough to fill the page of options ${index}`,
      );
      mkdirSync(layer);
      writeFileSync(join(layer, 'top'), String(index));
      writeFileSync(join(layer, `only-${index}`), '');
      return layer;
    });
    const { stdout } = await sandbox.shell(
      'busybox cat /top; echo; busybox ls / | busybox grep -c only',
      {},
      {
        root: { ...request.root, lower: [...layers, ...request.root.lower] },
      },
    );
    assert.equal(stdout, '0\n120\n');
  });

  test('the process waits for its release, then has its address and route', async () => {
    const container = await launch(
      sandbox.request({ argv: ['busybox', 'sh', '-c', showNetwork] }, { network }),
    );
    assert.notEqual(readNamespace('net', container.pid), readNamespace('net'));
    const first = await Promise.race([container.started.then(() => 'started'), Promise.resolve('waiting')]);
    assert.equal(first, 'waiting');
    plugIn(container.pid);
    container.release();
    const lines = (await sandbox.finish(container)).stdout.split('\n').map((line) => line.trim());
    assert.match(lines.join('\n'), /eth0@.*\bUP\b/);
    assert.deepEqual(
      lines.filter((line) => /^inet|via/.test(line)),
      ['inet 10.99.253.2/30 brd 10.99.253.3 scope global eth0', 'default via 10.99.253.1 dev eth0'],
      'no IPv6 address',
    );
  });

  test('released without its device it tells what is missing', async () => {
    const container = await launch(sandbox.request({}, { network }));
    container.release();
    await refused(container.started, 'address', 'ENODEV');
  });

  test('killed before its release it was never started', async () => {
    const container = await launch(sandbox.request({}, { network }));
    await container.signal(9);
    await refused(container.started, 'launch', 'ECANCELED');
    assert.equal((await container.exited).status, 128);
  });

  test('a killed monitor takes its container along', async () => {
    const container = await launch(sandbox.request({ argv: ['busybox', 'sleep', '1000'], user: 'web' }));
    await container.started;
    process.kill(container.monitorPid, 'SIGKILL');
    assert.deepEqual((await container.exited).status, 137);
    assert.equal(existsSync(`/proc/${container.pid}/exe`), false);
    for (const name of ['control', 'events']) assert.ok(existsSync(join(sandbox.stateDir, name)));
    for (const name of ['control', 'events']) rmSync(join(sandbox.stateDir, name));
  });
});

const showNetwork = 'busybox ip addr show dev eth0; busybox ip route';

const readNamespace = (name: string, pid: number | 'self' = 'self') =>
  readlinkSync(`/proc/${pid}/ns/${name}`);
