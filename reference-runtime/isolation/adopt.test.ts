import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { adopt } from './adopt';
import type { LaunchRequest } from './launch-request';
import type { Monitored } from './monitored';
import { cannotLaunch, network, outputContains, plugIn, Sandbox } from './test-fixture';

/** A daemon that launches one container, says so, and is killed without any chance to tidy up. */
async function launchAndDie(request: LaunchRequest, until: 'created' | 'started'): Promise<void> {
  const script = `
    require(${JSON.stringify(join(__dirname, 'launch'))}).launch(${JSON.stringify(request)})
      .then((container) => ${until === 'started' ? 'container.started' : 'undefined'})
      .then(() => console.log('launched'));
    setInterval(() => {}, 1000);`;
  const loader = process.execArgv.filter((word, index, all) => word === '-r' || all[index - 1] === '-r');
  const daemon: ChildProcess = spawn(process.execPath, [...loader, '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(daemon.stdout!, 'data');
  daemon.kill('SIGKILL');
  await once(daemon, 'exit');
}

const running = async (stateDir: string): Promise<Monitored> => {
  const found = await adopt(stateDir);
  assert(found && 'monitorPid' in found, `expected a running container, found ${JSON.stringify(found)}`);
  return found;
};

describe('adopt', { skip: cannotLaunch, timeout: 120_000 }, () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = new Sandbox();
  });
  afterEach(async () => {
    const leftovers = sandbox.leftovers();
    await sandbox.close();
    assert.deepEqual(leftovers, []);
  });

  test('a container that still runs can be talked to as before', async () => {
    const request = sandbox.request({ argv: ['busybox', 'cat'], stdinOpen: true });
    await launchAndDie(request, 'started');
    const container = await running(sandbox.stateDir);
    await container.started;
    await container.writeStdin(Buffer.from('after the daemon died\n'));
    await outputContains(sandbox.stateDir, 'died');
    await container.closeStdin();
    const { exit, stdout } = await sandbox.finish(container);
    assert.deepEqual([exit.status, stdout], [0, 'after the daemon died\n']);
  });

  test('output and status of the time without a daemon are not lost', async () => {
    const line = 'read x; busybox head -c 1000000 /dev/zero; echo done; exit 9';
    await launchAndDie(
      sandbox.request({ argv: ['busybox', 'sh', '-c', line], stdinOpen: true }, {}),
      'started',
    );
    writeFileSync(join(sandbox.stateDir, 'stdin'), 'go\n');
    await outputContains(sandbox.stateDir, 'done');
    await until(async () => existsSync(join(sandbox.stateDir, 'exit.json')) || undefined);
    await until(async () => sandbox.leftovers().length === 0 || undefined);
    const found = await adopt(sandbox.stateDir);
    assert(found && 'exit' in found);
    assert.equal(found.exit.status, 9);
  });

  test('a container that waits for its release is released by the next daemon', async () => {
    await launchAndDie(sandbox.request({ argv: ['busybox', 'echo', 'ran'] }, { network }), 'created');
    const container = await running(sandbox.stateDir);
    plugIn(container.pid);
    container.release();
    assert.equal((await sandbox.finish(container)).stdout, 'ran\n');
  });

  test('a killed monitor is noticed, whoever has its number now', async () => {
    await launchAndDie(sandbox.request({ argv: ['busybox', 'sleep', '1000'] }), 'started');
    const container = await running(sandbox.stateDir);
    container.abandon();
    process.kill(container.monitorPid, 'SIGKILL');
    const found = await until(async () => {
      const state = await adopt(sandbox.stateDir);
      if (state && 'monitorPid' in state) state.abandon();
      return state && 'exit' in state ? state : undefined;
    });
    assert.equal(found.exit.status, 137);
    for (const name of ['control', 'events']) rmSync(join(sandbox.stateDir, name));
  });

  test('the daemon lets go: the container lives on', async () => {
    const request = sandbox.request({ argv: ['busybox', 'cat'], stdinOpen: true });
    await launchAndDie(request, 'started');
    (await running(sandbox.stateDir)).abandon();
    const container = await running(sandbox.stateDir);
    await container.closeStdin();
    assert.equal((await container.exited).status, 0);
  });

  test('where nothing was launched there is nothing', async () => {
    assert.equal(await adopt(sandbox.stateDir), undefined);
  });
});

/** Only for what has no event: a process that is not our child ends. */
async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
