/** Calls every operation on real engines: `CONFORM_ENGINE=docker node -r ts-node/register --test <this file>` for one alone. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { buffer } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { extract, pack } from 'tar-stream';
import { prepareFixtures } from '../../fixtures/prepare';
import type { Facts } from '../../probe/facts';
import { connect, RuntimeUnavailable } from '../connect';
import type { Exchange, Outcome } from '../outcome';
import { startReference } from '../reference';
import type { Mount } from '../runtime';
import { sweep } from '../sweep';
import type { EngineCli } from './engine-cli';

const engines = process.env.CONFORM_ENGINE?.split(',') ?? ['docker', 'podman', 'reference'];
const budgetMs = 20_000;

const value = <T>(outcome: Outcome<T>): T => {
  assert.equal(outcome.kind, 'answer', `${outcome.exchange.asked.join(' ')}: ${outcome.exchange.stderr}`);
  return (outcome as { value: T }).value;
};
const category = <T>(outcome: Outcome<T>): string =>
  outcome.kind === 'refusal' ? outcome.category : 'answer';

for (const engine of engines) {
  describe(engine, async () => {
    const runId = randomBytes(4).toString('hex');
    const exchanges: Exchange[] = [];
    const daemon = engine === 'reference' ? await startReference().catch((error: Error) => error) : undefined;
    const environment = daemon && 'environment' in daemon ? daemon.environment : {};
    const options = { runId, budgetMs, environment };
    const there =
      daemon instanceof Error
        ? daemon
        : await connect(engine, { ...options, listener: (exchange) => exchanges.push(exchange) }).catch(
            (error: Error) => error,
          );
    if (there instanceof Error) {
      assert.ok(there instanceof RuntimeUnavailable, there.stack);
      // Ours is always here for root.
      if (engine === 'reference') assert.notEqual(process.getuid?.(), 0, there.message);
      test('is not here', { skip: there.message.split('\n').slice(0, 3).join(' ') }, () => undefined);
      return;
    }
    const runtime: EngineCli = there;
    let image = '';
    let serial = 0;
    const name = () => `conform-${runId}-${serial++}`;
    const probe = (...argv: string[]) => ({ image, name: name(), argv: ['/probe', ...argv] });
    const started = async (...argv: string[]) => {
      const request = probe(...argv);
      value(await runtime.runDetached(request));
      return request.name;
    };

    before(async () => {
      image = (await prepareFixtures(runtime, runId)).base;
    });

    after(async () => {
      const { left } = await sweep(runtime, runId);
      await runtime.close();
      assert.deepEqual(left, []);
      if (daemon && 'stop' in daemon) assert.deepEqual(await daemon.stop(), []);
    });

    test('tells its version', () => assert.match(runtime.identity.version, /\d+\.\d+/));

    test('run keeps streams apart and passes on the status', async () => {
      const done = value(
        await runtime.run(probe('print', 'out', 'then', 'warn', 'oops', 'then', 'exit', '3')),
      );
      assert.deepEqual(
        [done.stdout.toString(), done.stderr.toString(), done.exitStatus],
        ['out\n', 'oops\n', 3],
      );
    });

    test('run passes on the statuses that clients use themselves', async () => {
      for (const status of [1, 125, 126, 127])
        assert.equal(value(await runtime.run(probe('exit', String(status)))).exitStatus, status);
    });

    test('run brings standard input, every byte of it, and its end', async () => {
      const stdin = Buffer.from([...Array(256).keys()]);
      const done = value(await runtime.run(probe('echo'), { stdin }));
      assert.deepEqual(done.stdout, Buffer.concat([stdin, Buffer.from('end of input\n')]));
    });

    test('run at a terminal', async () => {
      const request = { ...probe('facts', 'then', 'warn', 'both', 'then', 'exit', '4'), terminal: true };
      const done = value(await runtime.run(request, { terminalSize: { rows: 31, columns: 97 } }));
      assert.equal(done.exitStatus, 4);
      assert.match(done.stdout.toString(), /"terminal":\{"stdin":true,"stdout":true,"stderr":true/);
      assert.match(done.stdout.toString(), /both\r\n$/);
    });

    test('the size of the terminal arrives', async () => {
      const request = { ...probe('await-size', '31', '97'), terminal: true };
      const done = value(await runtime.run(request, { terminalSize: { rows: 31, columns: 97 } }));
      assert.equal(done.stdout.toString(), 'size 31 97\r\n');
    });

    test('a terminal passes on input and Ctrl-D', async () => {
      const done = value(
        await runtime.run({ ...probe('echo'), terminal: true }, { stdin: Buffer.from('hello\n') }),
      );
      assert.match(done.stdout.toString(), /hello\r\nhello\r\nend of input\r\n/);
    });

    test('every wish of a request arrives', async () => {
      const request = {
        ...probe('facts', 'a b', ''),
        environment: { COLOUR: 'blue sky', EMPTY: '' },
        workingDirectory: '/data',
        user: 'worker',
        hostname: 'elsewhere',
        network: 'none' as const,
        limits: { memory: '64m', pids: 50, cpus: 0.5, cpuShares: 512 },
        addCapabilities: ['SYS_TIME'],
        dropCapabilities: ['CHOWN'],
        readOnlyRoot: true,
        removeAtEnd: true,
      };
      const facts = JSON.parse(value(await runtime.run(request)).stdout.toString()) as Facts;
      assert.deepEqual(facts.argv, ['/probe', 'facts', 'a b', '']);
      assert.ok(facts.environment.includes('COLOUR=blue sky') && facts.environment.includes('EMPTY='));
      assert.deepEqual([facts.cwd, facts.uid, facts.gid, facts.hostname], ['/data', 1000, 1000, 'elsewhere']);
      assert.ok(facts.groups.includes(2000));
      assert.deepEqual(
        facts.interfaces.filter(({ up }) => up).map((each) => each.name),
        ['lo'],
      );
      const bounding = BigInt(`0x${facts.capabilities.bounding}`);
      assert.deepEqual([(bounding >> 25n) & 1n, bounding & 1n], [1n, 0n]);
      assert.equal(facts.mounts.find(({ target }) => target === '/')?.options[0], 'ro');
      assert.equal(category(await runtime.inspect(request.name)), 'not-found');
    });

    test('entrypoint takes the place of the program', async () => {
      const done = value(
        await runtime.run({ image, name: name(), entrypoint: '/probe', argv: ['print', 'x'] }),
      );
      assert.equal(done.stdout.toString(), 'x\n');
    });

    test('create, start, wait, logs, inspect, remove', async () => {
      const request = probe('print', 'out', 'then', 'warn', 'oops', 'then', 'exit', '5');
      const { id } = value(await runtime.create(request));
      assert.match(id, /^[0-9a-f]{64}$/);
      assert.equal(value(await runtime.inspect(id)).state, 'created');
      value(await runtime.start(id));
      assert.deepEqual(value(await runtime.wait(id)), { exitStatus: 5 });
      const { stdout, stderr } = value(await runtime.logs(id));
      assert.deepEqual([stdout.toString(), stderr.toString()], ['out\n', 'oops\n']);
      const facts = value(await runtime.inspect(request.name));
      assert.deepEqual(
        [facts.id, facts.name, facts.state, facts.exitStatus],
        [id, request.name, 'exited', 5],
      );
      assert.match(facts.image, /^[0-9a-f]{64}$/);
      value(await runtime.remove(id));
      assert.equal(category(await runtime.remove(id)), 'not-found');
    });

    test('list, stop and kill', async () => {
      const stopped = await started('on', 'TERM', 'exit', '7', 'then', 'hold');
      const killed = await started('hold');
      const running = value(await runtime.list()).flatMap((entry) => entry.names);
      assert.ok(running.includes(stopped) && running.includes(killed));
      const facts = value(await runtime.inspect(killed));
      assert.equal(facts.state, 'running');
      assert.ok(facts.pid > 0);
      assert.match(facts.ipAddress ?? '', /^\d+\.\d+\.\d+\.\d+$/);
      value(await runtime.stop(stopped, { graceSeconds: 15 }));
      assert.equal(value(await runtime.wait(stopped)).exitStatus, 7);
      value(await runtime.kill(killed, { signal: 'KILL' }));
      assert.equal(value(await runtime.wait(killed)).exitStatus, 137);
      assert.equal(category(await runtime.kill(killed)), 'conflict');
      assert.ok(!value(await runtime.list()).some((entry) => entry.names.includes(killed)));
      assert.ok(value(await runtime.list({ all: true })).some((entry) => entry.names.includes(killed)));
    });

    test('a running container is removed only by force', async () => {
      const container = await started('hold');
      assert.equal(category(await runtime.remove(container)), 'conflict');
      value(await runtime.remove(container, { force: true }));
    });

    test('attach: a conversation to its end', async () => {
      // Created, not run detached: Docker passes on the end of input only to containers made for one caller.
      const request = { ...probe('echo', 'then', 'exit', '6'), stdinOpen: true };
      value(await runtime.create(request));
      value(await runtime.start(request.name));
      const session = value(await runtime.attach(request.name, { stdin: true }));
      await session.write(Buffer.from('question\n'));
      await session.until('question');
      await session.closeStdin();
      const done = await session.ended;
      // Podman 4.3 ends an attached client with 0 whatever the process says, and adds a line end of its own.
      if (engine !== 'podman') assert.equal(done.exitStatus, 6);
      assert.match(done.stdout.toString(), /^question\nend of input\n\n?$/);
    });

    test('attach: a caller without input who goes away', async () => {
      const container = await started('on', 'USR1', 'report', 'then', 'hold');
      const session = value(await runtime.attach(container));
      value(await runtime.kill(container, { signal: 'USR1' }));
      await session.until('signal USR1');
      await session.disconnect();
      assert.equal(value(await runtime.inspect(container)).state, 'running');
    });

    test('attach: at a terminal', async () => {
      const request = { ...probe('echo'), terminal: true, stdinOpen: true };
      value(await runtime.runDetached(request));
      const session = value(await runtime.attach(request.name, { stdin: true }));
      await session.write(Buffer.from('typed\n'));
      await session.until('typed\r\ntyped\r\n');
      await session.closeStdin();
      await session.ended;
      assert.match(session.received().stdout.toString(), /end of input\r\n/);
    });

    test('copy out and in', async () => {
      const { name: container } = probe();
      value(await runtime.create({ image, name: container, argv: ['/probe', 'read', '/data/new.txt'] }));
      const { archive } = value(await runtime.copyOut(container, '/data/keep.txt'));
      assert.deepEqual(await contents(archive), { 'keep.txt': 'to be kept\n' });
      const parcel = pack();
      parcel.entry({ name: 'new.txt' }, 'brought in\n');
      parcel.finalize();
      value(await runtime.copyIn(container, '/data', await buffer(parcel)));
      value(await runtime.start(container));
      value(await runtime.wait(container));
      assert.equal(value(await runtime.logs(container)).stdout.toString(), 'brought in\n');
    });

    test('volumes, and what else is wanted at paths', async () => {
      const { volumes } = runtime;
      const name = `conform-${runId}-volume`;
      assert.deepEqual(value(await volumes.create(name)), { name });
      assert.ok(value(await volumes.list()).includes(name));
      const shown: Mount[] = [
        { kind: 'bind', source: tmpdir(), target: '/bound', readOnly: true },
        { kind: 'tmpfs', target: '/memory', size: '64k', mode: '0700' },
      ];
      const looking = { image, argv: ['/probe', 'stat', '/memory', 'then', 'facts'], mounts: shown };
      const { stdout } = value(await runtime.run({ ...looking, removeAtEnd: true }));
      assert.match(stdout.toString(), /"mode":"0700"[\s\S]*"target":"\/bound"/);
      const container = `conform-${runId}-user`;
      const mounts: Mount[] = [{ kind: 'volume', name, target: '/volume', readOnly: true }];
      value(await runtime.create({ image, name: container, argv: ['/probe'], mounts }));
      assert.equal(value(await runtime.inspect(container)).volume, name);
      assert.equal(category(await volumes.remove(name)), 'conflict');
      value(await runtime.remove(container, { volumes: true }));
      assert.deepEqual(value(await volumes.inspect(name)), { name });
      value(await volumes.remove(name));
      assert.equal(category(await volumes.inspect(name)), 'not-found');
    });

    test('diff, commit, tag, list, inspect and remove images', async () => {
      const request = probe(
        'write',
        '/data/new',
        'x',
        'then',
        'remove',
        '/data/hw.txt',
        'then',
        'append',
        '/data/change.txt',
        'y',
      );
      value(await runtime.run(request));
      const changes = value(await runtime.diff(request.name));
      for (const change of [
        { kind: 'added', path: '/data/new' },
        { kind: 'deleted', path: '/data/hw.txt' },
        { kind: 'changed', path: '/data/change.txt' },
      ])
        assert.ok(
          changes.some(({ kind, path }) => kind === change.kind && path === change.path),
          change.path,
        );
      const [committed, tagged] = [`conform-${runId}-committed`, `conform-${runId}-tagged:second`];
      const { id } = value(await runtime.commit(request.name, { image: committed }));
      value(await runtime.tag(committed, tagged));
      const facts = value(await runtime.inspectImage(tagged));
      assert.equal(facts.id, id);
      assert.equal(facts.layers.length, 2);
      const listed = value(await runtime.listImages()).find((entry) => entry.id === id);
      assert.equal(listed?.names.filter((shown) => shown.includes(runId)).length, 2);
      value(await runtime.removeImage(tagged));
      assert.equal(category(await runtime.inspectImage(tagged)), 'not-found');
      value(await runtime.inspectImage(committed));
    });

    test('refusals have their categories', async () => {
      const taken = probe('facts');
      value(await runtime.create(taken));
      const seen = {
        missingImage: category(
          await runtime.create({ image: `conform-${runId}-none`, name: name(), argv: ['/probe'] }),
        ),
        missingImageRun: category(
          await runtime.run({ image: `conform-${runId}-none`, name: name(), argv: ['/probe'] }),
        ),
        nameTaken: category(await runtime.create(taken)),
        noCommand: category(await runtime.create({ image, name: name() })),
        noProgram: category(await runtime.run({ image, name: name(), argv: ['/bin/none'] })),
        notExecutable: category(await runtime.run({ image, name: name(), argv: ['/bin/denied'] })),
        unknownUser: category(await runtime.run({ ...probe('facts'), user: 'nobody-knows' })),
        noSize: category(await runtime.create({ ...probe('facts'), limits: { memory: 'plenty' } })),
        attachStopped: category(await runtime.attach(taken.name)),
        unknownSignal: category(await runtime.kill(await started('hold'), { signal: 'NOSUCH' })),
        missingPath: category(await runtime.copyOut(taken.name, '/none')),
        noArchive: category(
          await runtime.importImage(Buffer.from('no archive'), { image: `conform-${runId}-no` }),
        ),
        illegalTag: category(await runtime.tag(image, 'a:b:c')),
        imageInUse: category(await runtime.removeImage(image)),
      };
      assert.deepEqual(seen, {
        missingImage: 'not-found',
        missingImageRun: 'not-found',
        nameTaken: 'conflict',
        noCommand: 'invalid',
        noProgram: 'command-not-found',
        notExecutable: 'command-not-executable',
        unknownUser: 'invalid',
        noSize: 'invalid',
        attachStopped: 'conflict',
        unknownSignal: 'invalid',
        missingPath: 'not-found',
        noArchive: 'invalid',
        illegalTag: 'invalid',
        imageInUse: 'conflict',
      });
    });

    test('what is not there is not found, whatever is asked of it', async () => {
      const none = `conform-${runId}-none`;
      const outcomes: Outcome<unknown>[] = await Promise.all([
        runtime.start(none),
        runtime.stop(none),
        runtime.kill(none),
        runtime.wait(none),
        runtime.remove(none),
        runtime.inspect(none),
        runtime.logs(none),
        runtime.attach(none),
        runtime.diff(none),
        runtime.copyOut(none, '/data'),
        runtime.commit(none, { image: none }),
        runtime.tag(none, `${none}-2`),
        runtime.inspectImage(none),
        runtime.removeImage(none),
      ]);
      for (const outcome of outcomes)
        assert.equal(
          category(outcome),
          'not-found',
          `${outcome.exchange.operation}: ${outcome.exchange.stderr}`,
        );
    });

    test('an answer that does not come is a timeout, and the client is killed', async () => {
      const container = await started('hold');
      const hasty = await connect(engine, { ...options, budgetMs: 5000 });
      const session = value(await hasty.attach(container));
      const late = { name: 'TimeoutError' };
      await Promise.all([
        assert.rejects(hasty.wait(container), late),
        assert.rejects(session.until('never'), late),
        assert.rejects(session.ended, late),
      ]);
      await hasty.close();
    });

    test('the listener hears of every exchange, with its duration', async () => {
      const before = exchanges.length;
      await runtime.inspect(`conform-${runId}-none`);
      const heard = exchanges.slice(before).filter((exchange) => exchange.operation === 'inspect');
      assert.equal(heard.length, 1);
      assert.ok((heard[0]?.durationMs ?? 0) > 0);
    });

    test('the sweep finds what has no name of the run', async () => {
      const id = value(await runtime.create({ image, argv: ['/probe'] })).id;
      const { leaks } = await sweep(runtime, runId, [image]);
      assert.ok(leaks.some((leak) => leak.startsWith('container')));
      assert.ok(!leaks.includes(`image ${image}`), leaks.join(', '));
      assert.equal(category(await runtime.inspect(id)), 'not-found');
      assert.deepEqual(await sweep(runtime, runId), { leaks: [], left: [] });
    });
  });
}

async function contents(archive: Buffer): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  const reader = extract();
  reader.end(archive);
  for await (const entry of reader) found[entry.header.name] = (await buffer(entry)).toString();
  return found;
}
