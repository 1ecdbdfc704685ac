/** Listing the processes of a container and changing its limits, over the API and on the real kernel. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { hostHierarchies } from './isolation/cgroups/hierarchies';
import { cannotServe, TestDaemon } from './test-daemon';

describe('top and update', { skip: cannotServe, timeout: 60_000 }, () => {
  let daemon: TestDaemon;
  before(async () => {
    daemon = await TestDaemon.start();
  });
  after(() => daemon.close());

  const json = async (id: string) => (await daemon.ask('GET', `/containers/${id}/json`)).json;
  const update = (id: string, body: object) => daemon.ask('POST', `/containers/${id}/update`, body);

  /** What the kernel keeps for the container, by the names of either version. */
  function kept(id: string, controller: string, names: Record<1 | 2, string>): string {
    const hierarchy = hostHierarchies().find((each) => each.controllers.includes(controller));
    assert.ok(hierarchy, `this host has no controller ${controller}`);
    return readFileSync(
      path.join(hierarchy.mountPoint, `scr-${id}`, names[hierarchy.version]),
      'utf8',
    ).trim();
  }
  const memory = (id: string) => kept(id, 'memory', { 1: 'memory.limit_in_bytes', 2: 'memory.max' });
  const pids = (id: string) => kept(id, 'pids', { 1: 'pids.max', 2: 'pids.max' });

  test('top lists all processes, with the columns of ps', async () => {
    const id = await daemon.run('/bin/busybox sleep 600 & read x', { OpenStdin: true });
    const { Titles, Processes } = (await daemon.ask('GET', `/containers/${id}/top`)).json;
    assert.equal(Titles[1], 'PID');
    const { Pid } = (await json(id)).State;
    assert.ok(Processes.some((row: string[]) => row[1] === String(Pid)));
    const other = (await daemon.ask('GET', `/containers/${id}/top?ps_args=-eo%20pid,args`)).json;
    assert.deepEqual(other.Titles, ['PID', 'COMMAND']);
    assert.ok(
      other.Processes.some((row: string[]) => row[1] === '/bin/busybox sleep 600'),
      other,
    );
    for (const words of ['-eo comm', 'bogus'])
      assert.equal(
        (await daemon.ask('GET', `/containers/${id}/top?ps_args=${encodeURI(words)}`)).status,
        400,
      );
    await daemon.ask('POST', `/containers/${id}/kill`);
    assert.equal((await daemon.ask('GET', `/containers/${id}/top`)).status, 409);
  });

  test('update changes what was asked for at once, and after the next start', async () => {
    const id = await daemon.run('read x', {
      OpenStdin: true,
      HostConfig: { Memory: 64 << 20, PidsLimit: 20 },
    });
    assert.equal((await update(id, { Memory: 256 << 20, MemorySwap: 512 << 20 })).status, 200);
    assert.deepEqual([memory(id), pids(id)], [String(256 << 20), '20']);
    assert.equal((await update(id, { Memory: 32 << 20, MemorySwap: 32 << 20, PidsLimit: -1 })).status, 200);
    assert.deepEqual([memory(id), pids(id)], [String(32 << 20), 'max']);
    assert.equal((await json(id)).HostConfig.Memory, 32 << 20);
    await daemon.ask('POST', `/containers/${id}/restart?t=0`);
    assert.equal(memory(id), String(32 << 20));
  });

  test('what cannot be is refused, and nothing changes', async () => {
    const id = await daemon.run('read x', { OpenStdin: true, HostConfig: { Memory: 64 << 20 } });
    const before = (await json(id)).HostConfig;
    for (const body of [{ Memory: 1 }, { Memory: 1 << 30 }, { CpusetCpus: 'all' }, { CpuShares: -1 }])
      assert.equal((await update(id, body)).status, 400, JSON.stringify(body));
    assert.equal((await update(id, { CpuRealtimePeriod: 1000 })).status, 501);
    assert.deepEqual((await json(id)).HostConfig, before);
  });
});
