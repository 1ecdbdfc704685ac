import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { cannotServe, streamsIn, TestDaemon } from './test-daemon';

describe('a daemon over HTTP', { skip: cannotServe, timeout: 120_000 }, () => {
  let daemon: TestDaemon;
  before(async () => {
    daemon = await TestDaemon.start();
  });
  after(() => daemon.close());

  const status = async (method: string, target: string, body?: string | object) =>
    (await daemon.ask(method, target, body)).status;
  const state = async (id: string) => (await daemon.ask('GET', `/containers/${id}/json`)).json.State;

  test('answers with and without a version, and tells which it speaks', async () => {
    const { headers, text } = await daemon.ask('GET', '/_ping');
    assert.deepEqual([text, headers['api-version'], headers.ostype], ['OK', '1.41', 'linux']);
    assert.equal(await status('HEAD', '/v1.12/_ping'), 200);
    assert.equal((await daemon.ask('GET', '/v1.41/version')).json.ApiVersion, '1.41');
    for (const version of ['v1.42', 'v2.0', 'v1.11'])
      assert.equal(await status('GET', `/${version}/info`), 400, version);
    assert.equal(statSync(daemon.socket).mode & 0o777, 0o660);
  });

  test('refuses bad requests with a message and leaves nothing behind', async () => {
    const refused: [number, string, string, (string | object)?][] = [
      [404, 'GET', '/nowhere'],
      [404, 'GET', '/containers/nosuch/json'],
      [404, 'POST', '/containers/create', { Image: 'nosuch' }],
      [400, 'POST', '/containers/create', '{"Image":'],
      [400, 'POST', '/containers/create', '[]'],
      [400, 'POST', '/containers/create', {}],
      [400, 'POST', '/containers/create', { Image: 'test' }],
      [400, 'POST', '/containers/create', { Image: 'test', Cmd: [1] }],
      [400, 'POST', '/containers/create', { Image: 'test', Cmd: ['x'], HostConfig: { Memory: '64m' } }],
      [400, 'POST', '/containers/create', { Image: 'test', Cmd: ['x'], HostConfig: { Memory: 1000 } }],
      [400, 'POST', '/containers/create?name=-', { Image: 'test', Cmd: ['x'] }],
      [400, 'POST', '/containers/create', { Image: 'test', Cmd: ['x'], HostConfig: { CapAdd: ['NOPE'] } }],
      [
        400,
        'POST',
        '/containers/create',
        { Image: 'test', Cmd: ['x'], HostConfig: { DeviceCgroupRules: ['a'] } },
      ],
      [501, 'POST', '/containers/create', { Image: 'test', Cmd: ['x'], HostConfig: { VolumeDriver: 'nfs' } }],
      [501, 'POST', '/build'],
      [501, 'POST', '/images/create?fromImage=x'],
      [400, 'GET', '/containers/json?limit=abc'],
      [400, 'GET', '/containers/json?filters=%7B%22nope%22%3A%5B%22x%22%5D%7D'],
      [400, 'POST', '/images/create?fromSrc=-', 'this is no archive'],
    ];
    for (const [expected, method, target, body] of refused) {
      const answer = await daemon.ask(method, target, body);
      assert.equal(answer.status, expected, `${method} ${target} ${answer.text}`);
      assert.ok(answer.json.message, `${method} ${target}`);
    }
    assert.deepEqual((await daemon.ask('GET', '/containers/json?all=1')).json, []);
    assert.deepEqual(readdirSync(path.join(daemon.root, 'containers')), []);
  });

  test('a container is created, runs, ends, and is removed', async () => {
    const id = await daemon.create('echo out; echo err >&2; exit 7', { unknown: 'field' }, 'life');
    assert.match(id, /^[0-9a-f]{64}$/);
    assert.equal((await state('life')).Status, 'created');
    assert.equal(await daemon.wait(id), 0, 'never started: at once');
    assert.equal(await status('POST', '/containers/life/stop'), 304);
    assert.equal(await status('POST', '/containers/life/kill'), 409);
    assert.equal(await status('POST', `/containers/${id.slice(0, 12)}/start`), 204);
    assert.equal(await daemon.wait('%2Flife'), 7);
    assert.deepEqual([(await state(id)).Status, (await state(id)).ExitCode], ['exited', 7]);
    const logs = await rawLogs('life', 'stdout=1&stderr=1');
    assert.deepEqual(streamsIn(logs), { stdout: 'out\n', stderr: 'err\n' });
    assert.equal(await status('DELETE', '/containers/life'), 204);
    assert.equal(await status('DELETE', '/containers/life'), 404);
  });

  async function rawLogs(id: string, query: string): Promise<Buffer> {
    const { text } = await daemon.ask('GET', `/containers/${id}/logs?${query}`);
    return Buffer.from(text);
  }

  test('names are unique, may be changed, and beat prefixes', async () => {
    const id = await daemon.create('true', {}, 'first');
    assert.equal(await status('POST', '/containers/create?name=first', { Image: 'test', Cmd: ['x'] }), 409);
    assert.equal(await status('POST', '/containers/first/rename?name=second'), 204);
    assert.equal(await status('GET', '/containers/first/json'), 404);
    assert.equal((await daemon.ask('GET', '/containers/second/json')).json.Id, id);
    assert.equal(await status('DELETE', '/containers/second'), 204);
  });

  test('all output reaches those who attached before the start, and input what they ended', async () => {
    const id = await daemon.create('cat; echo end >&2', { OpenStdin: true, StdinOnce: true });
    const talker = await daemon.attach(id, 'stream=1&stdin=1&stdout=1&stderr=1');
    const listener = await daemon.attach(id, 'stream=1&stdout=1', false);
    assert.match(talker.head, /^HTTP\/1\.1 101 UPGRADED/);
    assert.match(listener.head, /^HTTP\/1\.1 200 OK/);
    const much = '0123456789abcde\n'.repeat(20_000);
    talker.socket.end(much);
    assert.equal(await status('POST', `/containers/${id}/start`), 204);
    assert.deepEqual(await talker.streams(), { stdout: much, stderr: 'end\n' });
    assert.deepEqual(await listener.streams(), { stdout: much, stderr: '' });
    await daemon.ask('DELETE', `/containers/${id}`);
  });

  test('whoever attaches to a running container sees what comes, and the past only if asked', async () => {
    const id = await daemon.run('echo past; read line; echo $line', { OpenStdin: true });
    const witness = await daemon.attach(id, 'stream=1&logs=1&stdout=1');
    await witness.until('past\n');
    const late = await daemon.attach(id, 'stream=1&stdout=1&stdin=1');
    late.socket.write('now\n');
    assert.equal((await late.streams()).stdout, 'now\n');
    assert.equal((await witness.streams()).stdout, 'past\nnow\n');
    await daemon.ask('DELETE', `/containers/${id}`);
  });

  test('a client that reads nothing stalls neither the container nor others', async () => {
    const id = await daemon.create(
      'busybox dd if=/dev/zero bs=1024 count=20480 2>/dev/null'.replace('busybox', '/bin/busybox'),
    );
    const slow = await daemon.attach(id, 'stream=1&stdout=1');
    slow.socket.pause();
    const quick = await daemon.attach(id, 'stream=1&stdout=1');
    await daemon.ask('POST', `/containers/${id}/start`);
    assert.equal((await quick.streams()).stdout.length, 20 * 1024 * 1024);
    assert.equal(await daemon.wait(id), 0);
    assert.equal((await slow.streams()).stdout.length, 20 * 1024 * 1024, 'and loses nothing for it');
    await daemon.ask('DELETE', `/containers/${id}`);
  });

  test('a terminal is raw and has a size', async () => {
    const id = await daemon.create('read line; /bin/busybox stty size', { Tty: true, OpenStdin: true });
    const client = await daemon.attach(id, 'stream=1&stdin=1&stdout=1');
    assert.equal(await status('POST', `/containers/${id}/resize?h=24&w=80`), 409, 'not before it runs');
    await daemon.ask('POST', `/containers/${id}/start`);
    assert.equal(await status('POST', `/containers/${id}/resize?h=33&w=77`), 200);
    client.socket.write('\n');
    assert.match((await client.ended()).toString(), /33 77\r\n$/);
    await daemon.ask('DELETE', `/containers/${id}`);
  });

  test('waits are seen however fast the end comes, and a container that removes itself is gone then', async () => {
    const id = await daemon.create('echo bye; exit 4', {
      HostConfig: { NetworkMode: 'none', AutoRemove: true },
    });
    const client = await daemon.attach(id, 'stream=1&stdout=1');
    const waits = Promise.all([daemon.wait(id, 'next-exit'), daemon.wait(id, 'removed')]);
    await daemon.ask('GET', '/_ping');
    await daemon.ask('POST', `/containers/${id}/start`);
    assert.deepEqual(await waits, [4, 4]);
    assert.equal((await client.streams()).stdout, 'bye\n');
    assert.equal(await status('GET', `/containers/${id}/json`), 404);
  });

  test('stop asks, waits, and then ends by force; kill sends any signal', async () => {
    const polite = await daemon.run(
      "trap 'exit 9' TERM; echo ready; while :; do /bin/busybox sleep 0.05; done",
    );
    await (await daemon.attach(polite, 'logs=1&stream=1&stdout=1')).until('ready');
    assert.equal(await status('POST', `/containers/${polite}/stop`), 204);
    assert.equal(await daemon.wait(polite), 9);
    const deaf = await daemon.run('/bin/busybox sleep 1000');
    assert.equal(await status('DELETE', `/containers/${deaf}`), 409);
    assert.equal(await status('POST', `/containers/${deaf}/start`), 304);
    assert.equal(await status('POST', `/containers/${deaf}/stop?t=0`), 204);
    assert.equal(await daemon.wait(deaf), 137);
    const trapping = await daemon.run(
      "trap 'exit 3' USR1; echo ready; while :; do /bin/busybox sleep 0.05; done",
    );
    await (await daemon.attach(trapping, 'logs=1&stream=1&stdout=1')).until('ready');
    assert.equal(await status('POST', `/containers/${trapping}/kill?signal=NOPE`), 400);
    assert.equal(await status('POST', `/containers/${trapping}/kill?signal=sigusr1`), 204);
    assert.equal(await daemon.wait(trapping), 3);
    for (const id of [polite, deaf, trapping]) await daemon.ask('DELETE', `/containers/${id}`);
  });

  test('a command that cannot be executed leaves the container as it was, and nothing running', async () => {
    const broken = (Cmd: string[], more: object = {}) => daemon.create('', { Cmd, ...more });
    const cases: [string, number, string, number][] = [
      [await broken(['/nope']), 400, 'no such file or directory', 127],
      [await broken(['nope']), 400, 'executable file not found', 127],
      [await broken(['/etc/passwd']), 400, 'permission denied', 126],
      [await broken(['/bin/sh'], { User: 'nobody-here' }), 400, 'nobody-here', 128],
    ];
    for (const [id, expected, phrase, exitCode] of cases) {
      const answer = await daemon.ask('POST', `/containers/${id}/start`);
      assert.equal(answer.status, expected, answer.text);
      assert.ok(answer.json.message.includes(phrase), answer.text);
      assert.deepEqual([(await state(id)).Status, (await state(id)).ExitCode], ['created', exitCode]);
      assert.deepEqual(readdirSync(path.join(daemon.root, 'containers', id, 'runs')), []);
      await daemon.ask('DELETE', `/containers/${id}`);
    }
    assert.deepEqual(
      daemon.leftovers().filter((each) => each.includes('runs/')),
      [],
    );
  });

  test('output of all starts is kept, and cut to what is asked for', async () => {
    const id = await daemon.run('echo 1; echo 2; echo 3');
    await daemon.wait(id);
    await daemon.ask('POST', `/containers/${id}/start`);
    await daemon.wait(id);
    assert.equal(streamsIn(await rawLogs(id, 'stdout=1')).stdout, '1\n2\n3\n1\n2\n3\n');
    assert.equal(streamsIn(await rawLogs(id, 'stdout=1&tail=2')).stdout, '2\n3\n');
    assert.match(
      streamsIn(await rawLogs(id, 'stdout=1&tail=1&timestamps=1')).stdout,
      /^\d{4}-\d\d-\d\dT[\d:.]{18}Z 3\n$/,
    );
    assert.equal(await status('GET', `/containers/${id}/logs`), 400);
    await daemon.ask('DELETE', `/containers/${id}`);
  });

  test('changes are listed, copied and committed', async () => {
    const id = await daemon.run('echo new > /data/new; /bin/busybox rm /data/file');
    await daemon.wait(id);
    const changes = (await daemon.ask('GET', `/containers/${id}/changes`)).json as {
      Path: string;
      Kind: number;
    }[];
    assert.deepEqual(changes.map(({ Path, Kind }) => `${Kind} ${Path}`).sort(), [
      '0 /data',
      '1 /data/new',
      '2 /data/file',
    ]);
    const stat = (await daemon.ask('HEAD', `/containers/${id}/archive?path=/data/new`)).headers[
      'x-docker-container-path-stat'
    ];
    assert.equal(JSON.parse(Buffer.from(String(stat), 'base64').toString()).size, 4);
    assert.equal(await status('GET', `/containers/${id}/archive?path=/data/file`), 404);
    const committed = await daemon.ask('POST', `/commit?container=${id}&repo=test/image&tag=2`, {
      Cmd: ['/bin/busybox', 'cat', '/data/new'],
    });
    assert.equal(committed.status, 201, committed.text);
    const again = await daemon.create('', { Image: 'test/image:2', Cmd: null });
    await daemon.ask('POST', `/containers/${again}/start`);
    assert.equal(await daemon.wait(again), 0);
    assert.equal(streamsIn(await rawLogs(again, 'stdout=1')).stdout, 'new\n');
    assert.equal(await status('DELETE', '/images/test/image:2'), 409, 'in use');
    for (const each of [id, again]) await daemon.ask('DELETE', `/containers/${each}`);
    assert.equal(await status('DELETE', '/images/test/image:2'), 200);
  });

  test('containers on the bridge reach each other, and their names are in their files', async () => {
    const serving = await daemon.run('echo pong | /bin/busybox nc -l -p 7000', {
      Hostname: 'server',
      HostConfig: { NetworkMode: 'bridge' },
    });
    const { IPAddress } = (await daemon.ask('GET', `/containers/${serving}/json`)).json.NetworkSettings;
    const script = `while ! /bin/busybox nc ${IPAddress} 7000; do /bin/busybox sleep 0.1; done; /bin/busybox cat /etc/hostname`;
    const asking = await daemon.run(script, { Hostname: 'client', HostConfig: { NetworkMode: 'bridge' } });
    assert.equal(await daemon.wait(asking), 0);
    assert.equal(streamsIn(await rawLogs(asking, 'stdout=1')).stdout, 'pong\nclient\n');
    for (const each of [serving, asking]) await daemon.ask('DELETE', `/containers/${each}?force=1`);
  });

  test('news are told as they happen', async () => {
    const since = Date.now() / 1000;
    const id = await daemon.run('exit 2');
    await daemon.wait(id);
    await daemon.ask('DELETE', `/containers/${id}`);
    const filters = encodeURIComponent(JSON.stringify({ container: [id], type: ['container'] }));
    const { text } = await daemon.ask(
      'GET',
      `/events?since=${since.toFixed(3)}&until=${(Date.now() / 1000 + 0.2).toFixed(3)}&filters=${filters}`,
    );
    const actions = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).Action);
    assert.deepEqual(actions, ['create', 'start', 'die', 'destroy']);
  });

  test('a limit that the kernel refuses is told with its file and value, and nothing is left', async () => {
    const HostConfig = { CpuQuota: 2 ** 50, NetworkMode: 'none' };
    const id = await daemon.create('exit 0', { HostConfig });
    const { status: refused, json } = await daemon.ask('POST', `/containers/${id}/start`);
    assert.ok(refused >= 400);
    assert.match(json.message, /this host refuses '1125899906842624.*' for \/.*cpu\.(cfs_quota_us|max)/);
    assert.equal(await status('DELETE', `/containers/${id}`), 204);
  });

  test('one root has one daemon, and so has one socket', async () => {
    await assert.rejects(daemon.serve(path.join(daemon.root, 'other.sock')), /in use by another daemon/);
    const other = new TestDaemon();
    await assert.rejects(other.serve(daemon.socket), /another daemon/);
    rmSync(other.root, { recursive: true });
    assert.equal(await status('GET', '/_ping'), 200);
  });

  test('a record that another version wrote is left alone, and the daemon serves', async () => {
    const [old, present] = [await daemon.create('exit 0'), await daemon.create('exit 0')];
    await daemon.end('SIGKILL');
    const record = path.join(daemon.root, 'containers', old, 'record.json');
    writeFileSync(record, JSON.stringify({ ...JSON.parse(readFileSync(record, 'utf8')), format: 1 }));
    await daemon.serve();
    assert.equal(await status('GET', `/containers/${old}/json`), 404);
    assert.ok(existsSync(record));
    assert.equal(await status('DELETE', `/containers/${present}`), 204);
    rmSync(path.dirname(record), { recursive: true });
  });

  test('a daemon that is killed loses nothing: the next one adopts what runs and knows what ended', async () => {
    const lasting = await daemon.run(
      "echo before; trap 'echo after; exit 6' TERM; while :; do /bin/busybox sleep 0.05; done",
    );
    const ending = await daemon.run('/bin/busybox sleep 0.3; echo late; exit 5');
    const passing = await daemon.run('/bin/busybox sleep 0.3', { HostConfig: { AutoRemove: true } });
    const client = await daemon.attach(ending, 'stream=1&stdout=1');
    await daemon.end('SIGKILL');
    await client.ended();
    const over = (id: string) => existsSync(path.join(daemon.root, 'containers', id, 'runs/1/exit.json'));
    while (![ending, passing].every(over)) await new Promise(setImmediate);
    await daemon.serve();
    assert.equal((await state(lasting)).Status, 'running');
    assert.deepEqual([(await state(ending)).Status, (await state(ending)).ExitCode], ['exited', 5]);
    assert.equal(streamsIn(await rawLogs(ending, 'stdout=1')).stdout, 'late\n');
    assert.equal(await status('GET', `/containers/${passing}/json`), 404);
    assert.equal(await status('POST', `/containers/${lasting}/stop`), 204);
    assert.equal(await daemon.wait(lasting), 6);
    assert.equal(streamsIn(await rawLogs(lasting, 'stdout=1')).stdout, 'before\nafter\n');
    for (const each of [lasting, ending]) await daemon.ask('DELETE', `/containers/${each}`);
    assert.ok(existsSync(daemon.socket));
  });
});

test('places where a daemon cannot be are refused, and nothing is made there', { skip: cannotServe }, () => {
  const program = path.join(__dirname, `cli/main${path.extname(__filename)}`);
  const folder = mkdtempSync(path.join(tmpdir(), 'scr-places-'));
  const [root, socket] = [path.join(folder, 'root'), path.join(folder, 'scr.sock')];
  const long = path.join(folder, 's'.repeat(108));
  const refused: [string, string, RegExp][] = [
    ['/proc/nowhere', socket, /cannot make the folder '\/proc\/nowhere' for --root: ENOENT.*choose another/],
    ['/etc/passwd', socket, /cannot make the folder '\/etc\/passwd' for --root: EEXIST/],
    ['', socket, /--root is empty/],
    [root, '/proc/nowhere/scr.sock', /cannot make the folder '\/proc\/nowhere' for --socket: ENOENT/],
    [root, long, /--socket .*: \d+ bytes, and 107 fit/],
  ];
  for (const [rootOption, socketOption, message] of refused) {
    const words = [program, 'daemon', '--root', rootOption, '--socket', socketOption];
    const { status, stderr } = spawnSync(process.execPath, words, {
      cwd: folder,
      encoding: 'utf8',
      timeout: 10_000,
      killSignal: 'SIGKILL',
    });
    assert.match(stderr, message);
    assert.equal(status, 1);
  }
  assert.deepEqual(
    readdirSync(folder).filter((name) => name !== 'root'),
    [],
  );
  rmSync(folder, { recursive: true });
});
