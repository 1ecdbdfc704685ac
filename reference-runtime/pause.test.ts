/** Pausing, over the API and on the real kernel. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { cannotServe, TestDaemon } from './test-daemon';

describe('a paused container', { skip: cannotServe, timeout: 60_000 }, () => {
  let daemon: TestDaemon;
  before(async () => {
    daemon = await TestDaemon.start();
  });
  after(() => daemon.close());

  const ask = async (verb: string, id: string): Promise<number> =>
    (await daemon.ask('POST', `/containers/${id}/${verb}`)).status;
  const state = async (id: string) => (await daemon.ask('GET', `/containers/${id}/json`)).json.State;
  const paused = async (): Promise<string> => {
    const id = await daemon.run('trap "exit 3" TERM; while :; do read -t 1 x < /dev/zero; done');
    assert.equal(await ask('pause', id), 204);
    return id;
  };

  test('is paused, still counts as running, and goes on', async () => {
    const id = await paused();
    const { Status, Running, Paused } = await state(id);
    assert.deepEqual({ Status, Running, Paused }, { Status: 'paused', Running: true, Paused: true });
    const [listed] = (await daemon.ask('GET', '/containers/json?filters={"status":["paused"]}')).json;
    assert.match(listed.Status, /^Up .* \(Paused\)$/);
    assert.equal(await ask('unpause', id), 204);
    assert.equal((await state(id)).Status, 'running');
    await daemon.ask('DELETE', `/containers/${id}?force=1`);
  });

  test('refuses what it cannot do, and what makes no sense', async () => {
    const id = await paused();
    for (const verb of ['pause', 'start', 'attach?stream=1']) assert.equal(await ask(verb, id), 409, verb);
    assert.equal((await daemon.ask('DELETE', `/containers/${id}`)).status, 409);
    await ask('unpause', id);
    assert.equal(await ask('unpause', id), 409);
    await ask('kill', id);
    for (const verb of ['pause', 'unpause']) assert.equal(await ask(verb, id), 409, verb);
    await daemon.ask('DELETE', `/containers/${id}`);
  });

  test('can be stopped, killed, and removed by force', async () => {
    const stopped = await paused();
    assert.equal(await ask('stop', stopped), 204);
    assert.equal((await state(stopped)).ExitCode, 3);
    const killed = await paused();
    assert.equal(await ask('kill', killed), 204);
    assert.equal((await state(killed)).ExitCode, 137);
    for (const id of [stopped, killed, await paused()])
      assert.equal((await daemon.ask('DELETE', `/containers/${id}?force=1`)).status, 204);
  });

  test('is still paused when the daemon was killed', async () => {
    const id = await paused();
    await daemon.end('SIGKILL');
    await daemon.serve();
    assert.equal((await state(id)).Status, 'paused');
    assert.equal(await ask('unpause', id), 204);
    assert.equal(await ask('stop', id), 204);
    assert.equal((await state(id)).ExitCode, 3);
  });
});
