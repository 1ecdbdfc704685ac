/** Namespaces that a container does not have for itself, and an init in front of its process. */
import assert from 'node:assert/strict';
import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { after, before, describe, test } from 'node:test';
import { cannotServe, streamsIn, TestDaemon } from './test-daemon';

describe('namespaces and init', { skip: cannotServe, timeout: 60_000 }, () => {
  let daemon: TestDaemon;
  before(async () => {
    daemon = await TestDaemon.start();
  });
  after(() => daemon.close());

  async function output(script: string, HostConfig: object, more: object = {}): Promise<string> {
    const id = await daemon.run(script, { HostConfig, ...more });
    const status = await daemon.wait(id);
    const logs = await daemon.ask('GET', `/containers/${id}/logs?stdout=1&stderr=1`);
    await daemon.ask('DELETE', `/containers/${id}`);
    const { stdout, stderr } = streamsIn(Buffer.from(logs.text, 'latin1'));
    return `${stdout}${stderr}${status}`;
  }
  const look = (name: string) => `/bin/busybox readlink /proc/self/ns/${name}`;

  test("the host's", async () => {
    const own = (name: string) => `${readlinkSync(`/proc/self/ns/${name}`)}\n0`;
    assert.equal(await output(look('pid'), { PidMode: 'host' }), own('pid'));
    assert.equal(await output(look('ipc'), { IpcMode: 'host' }), own('ipc'));
    assert.equal(await output(look('uts'), { UTSMode: 'host' }), own('uts'));
    assert.equal(await output('echo $HOSTNAME', { UTSMode: 'host' }), `${hostname()}\n0`);
  });

  test("another container's processes", async () => {
    const other = await daemon.run('read x', { OpenStdin: true }, 'other');
    const script = `${look('pid')}; kill -0 1 && echo sees`;
    const { Pid } = (await daemon.ask('GET', '/containers/other/json')).json.State;
    assert.equal(
      await output(script, { PidMode: 'container:other' }),
      `${readlinkSync(`/proc/${Pid}/ns/pid`)}\nsees\n0`,
    );
    const sharing = await daemon.run('read x', {
      OpenStdin: true,
      HostConfig: { PidMode: 'container:other' },
    });
    await daemon.ask('POST', `/containers/${other}/kill`);
    assert.equal(await daemon.wait(sharing), 137, 'the namespace is gone with its first process');
    assert.equal((await daemon.ask('POST', `/containers/${sharing}/start`)).status, 409);
    await daemon.ask('DELETE', `/containers/${other}`);
    assert.equal((await daemon.ask('POST', `/containers/${sharing}/start`)).status, 404);
  });

  test('a container that ends among the processes of the host leaves none of its own', async () => {
    const id = await daemon.run('/bin/busybox sleep 600 & exit 4', { HostConfig: { PidMode: 'host' } });
    assert.equal(await daemon.wait(id), 4);
  });

  test('what there is not is refused', async () => {
    for (const host of [{ PidMode: 'mine' }, { UTSMode: 'container:x' }, { IpcMode: 'some' }])
      assert.equal(
        (await daemon.ask('POST', '/containers/create', { Image: 'test', Cmd: ['x'], HostConfig: host }))
          .status,
        400,
      );
    const both = { Image: 'test', Cmd: ['x'], Hostname: 'a', HostConfig: { UTSMode: 'host' } };
    assert.equal((await daemon.ask('POST', '/containers/create', both)).status, 400);
  });

  test('init: is process 1, passes signals and statuses on, reaps', async () => {
    const Init = true;
    assert.match(
      await output('/bin/busybox cat /proc/1/comm; echo $$; exit 7', { Init }),
      /^init\n[^1]\d*\n7$/,
    );
    assert.equal(await output('kill -TERM $$', { Init }), '143');
    const orphan =
      '(/bin/busybox true &); while /bin/busybox ps -o stat | /bin/busybox grep Z; do :; done; echo none';
    assert.match(await output(orphan, { Init }), /none\n0$/);
    const id = await daemon.run('trap "exit 3" USR1; echo ready; while :; do read -t 1 x </dev/zero; done', {
      HostConfig: { Init },
    });
    await daemon.ask('GET', `/containers/${id}/logs?stdout=1`);
    while (!(await daemon.ask('GET', `/containers/${id}/logs?stdout=1`)).text.includes('ready'));
    await daemon.ask('POST', `/containers/${id}/kill?signal=USR1`);
    assert.equal(await daemon.wait(id), 3);
  });

  test('init: a program that is not there is refused all the same', async () => {
    const body = { Image: 'test', Cmd: ['/nope'], HostConfig: { NetworkMode: 'none', Init: true } };
    const { Id } = (await daemon.ask('POST', '/containers/create', body)).json;
    const answer = await daemon.ask('POST', `/containers/${Id}/start`);
    assert.deepEqual([answer.status, answer.json.category], [400, 'command-not-found']);
  });

  test('init: on a terminal the program has the foreground', async () => {
    const id = await daemon.create('trap "exit 9" INT; echo ready; while :; do read x; done', {
      Tty: true,
      OpenStdin: true,
      HostConfig: { Init: true },
    });
    const session = await daemon.attach(id, 'stream=1&stdin=1&stdout=1');
    await daemon.ask('POST', `/containers/${id}/start`);
    await session.until('ready');
    session.socket.write('\x03');
    assert.equal(await daemon.wait(id), 9);
    session.socket.destroy();
  });
});
