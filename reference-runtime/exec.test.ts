/** Other processes in a running container, over the API and on the real kernel. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Attached, cannotServe, TestDaemon } from './test-daemon';

describe('exec', { skip: cannotServe, timeout: 60_000 }, () => {
  let daemon: TestDaemon;
  let id: string;
  before(async () => {
    daemon = await TestDaemon.start();
    id = await daemon.run('read x', { OpenStdin: true, Env: ['A=1', 'B=2'], WorkingDir: '/data' });
  });
  after(() => daemon.close());

  const create = async (script: string, more: object = {}): Promise<string> => {
    const body = { Cmd: ['/bin/sh', '-c', script], AttachStdout: true, AttachStderr: true, ...more };
    const answer = await daemon.ask('POST', `/containers/${id}/exec`, body);
    assert.equal(answer.status, 201, answer.text);
    return answer.json.Id;
  };
  const begin = (exec: string, body: object = {}): Promise<Attached> => {
    const text = JSON.stringify(body);
    const socket = connect({ path: daemon.socket, allowHalfOpen: true });
    socket.write(
      `POST /v1.41/exec/${exec}/start HTTP/1.1\r\nHost: x\r\nContent-Length: ${text.length}\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n${text}`,
    );
    return Attached.past(socket);
  };
  const look = async (exec: string) => (await daemon.ask('GET', `/exec/${exec}/json`)).json;
  const output = async (script: string, more: object = {}) => {
    const exec = await create(script, more);
    const { stdout, stderr } = await (await begin(exec)).streams();
    const { ExitCode } = await look(exec);
    return { stdout, stderr, ExitCode };
  };

  test('streams, status, defaults of the container', async () => {
    const script = 'echo $A $B $C; pwd; busybox id -u; echo err >&2; exit 5';
    assert.deepEqual(await output(script, { Env: ['B=3', 'C=4', 'PATH=/bin'], User: 'web' }), {
      stdout: '1 3 4\n/data\n1000\n',
      stderr: 'err\n',
      ExitCode: 5,
    });
  });

  test('the namespaces, limits and capabilities are those of the first process', async () => {
    const script =
      'cd /proc; for p in 1 self; do for n in mnt pid net ipc uts cgroup; do busybox readlink $p/ns/$n; done; busybox cat $p/cgroup; busybox grep -E "Cap|Secc" $p/status; done';
    const { stdout } = await output(script, { Env: ['PATH=/bin'] });
    const lines = stdout.trim().split('\n');
    const half = lines.length / 2;
    assert.ok(half > 10);
    assert.deepEqual(lines.slice(half), lines.slice(0, half));
  });

  test('input, and its end', async () => {
    const exec = await create('read a; echo got $a; /bin/busybox cat', { AttachStdin: true });
    const session = await begin(exec);
    session.socket.write('line\nrest');
    session.socket.end();
    assert.deepEqual(await session.streams(), { stdout: 'got line\nrest', stderr: '' });
    assert.equal((await look(exec)).Running, false);
  });

  test('a terminal of the given size', async () => {
    const exec = await create('stty size; read x; stty size', {
      Tty: true,
      AttachStdin: true,
      Env: ['PATH=/bin'],
      Cmd: ['/bin/sh', '-c', '/bin/busybox stty size; read x; /bin/busybox stty size'],
    });
    const session = await begin(exec, { Tty: true, ConsoleSize: [11, 22] });
    await session.until('11 22');
    assert.equal((await daemon.ask('POST', `/exec/${exec}/resize?h=33&w=44`)).status, 200);
    session.socket.write('\r');
    assert.match((await session.ended()).toString(), /33 44/);
  });

  test('refusals', async () => {
    const refused = async (Cmd: string[], more: object = {}) => {
      const { stdout, stderr, ExitCode } = await output('', { Cmd, ...more });
      assert.equal(stdout, '');
      assert.match(stderr, /cannot execute in container/);
      return ExitCode;
    };
    assert.equal(await refused(['/nope']), 127);
    assert.equal(await refused(['/data']), 126);
    assert.equal(await refused(['/bin/sh'], { WorkingDir: '/nope' }), 126);
    assert.equal(await refused(['/bin/sh'], { User: 'nobody' }), 126);
    const ask = (body: object) => daemon.ask('POST', `/containers/${id}/exec`, body);
    assert.equal((await ask({ Cmd: [] })).status, 400);
    assert.equal((await ask({ Cmd: ['x'], WorkingDir: 'relative' })).status, 400);
    const exec = await create('exit 0');
    await begin(exec);
    assert.equal((await daemon.ask('POST', `/exec/${exec}/start`, {})).status, 409);
    assert.equal((await daemon.ask('GET', '/exec/nope/json')).status, 404);
    const detached = await create('', { Cmd: ['/nope'] });
    assert.equal((await daemon.ask('POST', `/exec/${detached}/start`, { Detach: true })).status, 400);
    const created = await daemon.create('true');
    assert.equal((await daemon.ask('POST', `/containers/${created}/exec`, { Cmd: ['x'] })).status, 409);
  });

  test('the end of the container is the end of it, and nothing is left', async () => {
    const other = await daemon.run('read x', { OpenStdin: true });
    const answer = await daemon.ask('POST', `/containers/${other}/exec`, {
      Cmd: ['/bin/busybox', 'sleep', '600'],
      AttachStdout: true,
    });
    const session = await begin(answer.json.Id);
    assert.equal((await daemon.ask('POST', `/containers/${other}/kill`)).status, 204);
    await session.ended();
    assert.equal((await look(answer.json.Id)).ExitCode, 137);
    const execs = path.join(daemon.root, 'containers', other, 'runs/1/execs');
    assert.deepEqual(existsSync(execs) ? readdirSync(execs) : [], []);
    await daemon.ask('DELETE', `/containers/${other}`);
  });

  test('survives a killed daemon', async () => {
    const exec = await create('', { Cmd: ['/bin/busybox', 'sleep', '600'] });
    assert.equal((await daemon.ask('POST', `/exec/${exec}/start`, { Detach: true })).status, 200);
    const { Pid } = await look(exec);
    await daemon.end('SIGKILL');
    process.kill(Pid, 0);
    await daemon.serve();
    assert.equal((await look(exec)).Running, true);
    process.kill(Pid, 'SIGTERM');
    while ((await look(exec)).Running);
    assert.equal((await look(exec)).ExitCode, 143);
  });
});
