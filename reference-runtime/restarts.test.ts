/** Restart policies and pruning, on the real kernel. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { cannotServe, TestDaemon } from './test-daemon';

describe('restart policies', { skip: cannotServe, timeout: 120_000 }, () => {
  let daemon: TestDaemon;
  before(async () => {
    daemon = await TestDaemon.start();
  });
  after(() => daemon.close());

  const policy = (Name: string, MaximumRetryCount = 0) => ({
    HostConfig: { RestartPolicy: { Name, MaximumRetryCount } },
  });
  const look = async (id: string) => (await daemon.ask('GET', `/containers/${id}/json`)).json;
  const post = (target: string) => daemon.ask('POST', target);

  /** Asks again and again: that a runtime does something by itself shows nowhere else. */
  async function until(
    id: string,
    is: (state: { RestartCount: number; State: { Status: string } }) => boolean,
  ) {
    const end = performance.now() + 20_000;
    for (;;) {
      const seen = await look(id);
      if (is(seen)) return seen;
      assert.ok(performance.now() < end, JSON.stringify(seen.State));
    }
  }

  test('so many times after failures, and not more', async () => {
    const id = await daemon.run('echo x; exit 3', policy('on-failure', 2));
    const seen = await until(
      id,
      ({ RestartCount, State }) => RestartCount === 2 && State.Status === 'exited',
    );
    assert.equal(seen.State.ExitCode, 3);
    assert.deepEqual(seen.HostConfig.RestartPolicy, { Name: 'on-failure', MaximumRetryCount: 2 });
    await post(`/containers/${id}/start`);
    assert.ok((await look(id)).RestartCount <= 2, 'a start by a caller begins to count anew');
  });

  test('a stop ends the waiting for the next start', async () => {
    const id = await daemon.run('exit 1', policy('always'));
    await until(id, ({ State }) => State.Status === 'restarting');
    assert.ok((await post(`/containers/${id}/stop`)).status < 400);
    assert.equal((await look(id)).State.Status, 'exited');
    const listed = (await daemon.ask('GET', '/containers/json')).json as { Id: string }[];
    assert.ok(!listed.some(({ Id }) => Id === id));
  });

  test('a daemon that was killed: the next one goes on', async () => {
    const stopped = await daemon.run('/bin/busybox sleep 100', policy('unless-stopped'));
    const ends = await daemon.run('/bin/busybox sleep 100', policy('always'));
    await post(`/containers/${stopped}/kill`);
    const { Pid } = (await look(ends)).State;
    await daemon.end('SIGKILL');
    process.kill(Pid, 'SIGKILL');
    await daemon.serve();
    const seen = await until(
      ends,
      ({ RestartCount, State }) => RestartCount === 1 && State.Status === 'running',
    );
    assert.notEqual(seen.State.Pid, Pid);
    assert.equal((await look(stopped)).State.Status, 'exited');
    await post(`/containers/${ends}/kill`);
  });

  test('what makes no sense is refused', async () => {
    const bodies = [
      policy('sometimes'),
      policy('always', 3),
      policy('on-failure', -1),
      { HostConfig: { AutoRemove: true, RestartPolicy: { Name: 'always' } } },
    ];
    for (const body of bodies) {
      const asked = { Image: 'test', Cmd: ['/bin/sh'], ...body };
      assert.equal((await daemon.ask('POST', '/containers/create', asked)).status, 400, JSON.stringify(body));
    }
  });

  test('pruning leaves what runs, and what has another label', async () => {
    const Labels = { mine: '1' };
    const lives = await daemon.run('/bin/busybox sleep 100', { Labels });
    const never = await daemon.create('true', { Labels });
    const other = await daemon.create('true');
    const filters = encodeURIComponent(JSON.stringify({ label: ['mine=1'], until: ['0s'] }));
    assert.deepEqual((await post(`/containers/prune?filters=${filters}`)).json.ContainersDeleted, [never]);
    assert.equal((await look(lives)).State.Status, 'running');
    assert.equal((await look(other)).State.Status, 'created');
    assert.equal((await post('/containers/prune?filters={"colour":["red"]}')).status, 400);
    await post(`/containers/${lives}/kill`);
  });
});
