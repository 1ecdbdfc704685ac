/** Restart, rename and removal of containers, and who wins when two clients ask at once. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { cannotServe, TestDaemon } from './test-daemon';

const polite = "trap 'exit 9' TERM; while :; do /bin/busybox sleep 0.05; done";

describe('the life of containers', { skip: cannotServe, timeout: 120_000 }, () => {
  let daemon: TestDaemon;
  before(async () => {
    daemon = await TestDaemon.start();
  });
  after(() => daemon.close());

  const status = async (method: string, target: string) => (await daemon.ask(method, target)).status;
  const state = async (id: string) => (await daemon.ask('GET', `/containers/${id}/json`)).json.State;

  test('a restart begins a new process, and is not the end of a container that is to be removed at its end', async () => {
    const id = await daemon.run(polite, { HostConfig: { AutoRemove: true } });
    const { Pid } = await state(id);
    assert.equal(await status('POST', `/containers/${id}/restart?t=5`), 204);
    const { Running, Pid: fresh } = await state(id);
    assert.ok(Running && fresh !== Pid);
    const gone = daemon.wait(id, 'removed');
    await daemon.ask('GET', '/_ping');
    assert.equal(await status('POST', `/containers/${id}/stop`), 204);
    await gone;
    assert.equal(await status('GET', `/containers/${id}/json`), 404);
  });

  test('a restart that cannot begin a process ends a container that is to be removed at its end', async () => {
    const id = await daemon.create('', { Cmd: ['/nope'], HostConfig: { AutoRemove: true } });
    assert.equal(await status('POST', `/containers/${id}/restart`), 400);
    assert.equal(await status('GET', `/containers/${id}/json`), 404);
  });

  test('a removal by force wins over a start, whichever is faster', async () => {
    for (let i = 0; i < 10; i += 1) {
      const id = await daemon.create(polite);
      const [started, removed] = await Promise.all([
        status('POST', `/containers/${id}/start`),
        status('DELETE', `/containers/${id}?force=1`),
      ]);
      assert.ok([204, 404].includes(started), `start: ${started}`);
      assert.equal(removed, 204);
      assert.equal(await status('GET', `/containers/${id}/json`), 404);
    }
  });

  test('one name goes to one of two containers that ask for it at once', async () => {
    const ids = await Promise.all([daemon.create('true'), daemon.create('true')]);
    const answers = await Promise.all(
      ids.map((id) => status('POST', `/containers/${id}/rename?name=coveted`)),
    );
    assert.deepEqual(answers.sort(), [204, 409]);
    for (const id of ids) await daemon.ask('DELETE', `/containers/${id}`);
  });
});
