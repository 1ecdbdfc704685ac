/** Starts the real daemon; needs root and a compiled checkout. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { prepareFixtures } from '../fixtures/prepare';
import { packageRoot } from '../package-root';
import { connect } from './connect';
import { startReference } from './reference';
import { controlVariable, order } from './reference-control';
import { bridgeOf, processesOf, tracesOf } from './reference-traces';

const compiled = existsSync(path.join(packageRoot, 'dist/reference-runtime/cli/main.js'));
const skip = !compiled ? 'not compiled: npm run build' : process.getuid?.() !== 0 ? 'needs root' : false;

test('the daemon serves, and leaves nothing although a container still runs', { skip }, async () => {
  const daemon = await startReference();
  try {
    const runtime = await connect('reference', {
      runId: 'ref0',
      budgetMs: 20_000,
      environment: daemon.environment,
    });
    assert.equal(runtime.identity.name, 'reference');
    const { base } = await prepareFixtures(runtime, 'ref0');
    const outcome = await runtime.runDetached({
      image: base,
      name: 'conform-ref0-a',
      argv: ['/probe', 'hold'],
    });
    assert.equal(outcome.kind, 'answer', outcome.exchange.stderr);
    // What is looked for at the end is there while the container runs: the look is not blind.
    assert.ok(processesOf(daemon.root).length > 1);
    assert.ok(existsSync(`/sys/class/net/${bridgeOf(daemon.root)}`));
  } finally {
    const problems = await daemon.stop();
    assert.deepEqual(problems, []);
    assert.equal(await daemon.stop(), problems);
    assert.ok(!existsSync(daemon.root));
  }
});

test('a daemon that dies is told of with its last words, and what it left is taken away', {
  skip,
}, async () => {
  const daemon = await startReference();
  const runtime = await connect('reference', {
    runId: 'ref1',
    budgetMs: 20_000,
    environment: daemon.environment,
  });
  const { base } = await prepareFixtures(runtime, 'ref1');
  await runtime.runDetached({ image: base, name: 'conform-ref1-a', argv: ['/probe', 'hold'] });
  const bridge = bridgeOf(daemon.root);
  const server = processesOf(daemon.root).find(({ command }) => command.includes(' daemon '));
  process.kill(server?.pid ?? Number.NaN, 'SIGKILL');
  while (processesOf(daemon.root).some(({ pid }) => pid === server?.pid)) await new Promise(setImmediate);
  assert.ok(tracesOf(daemon.root).length >= 3, 'a process, a device and cgroups are there until then');
  const problems = await daemon.stop();
  assert.equal(problems.length, 1, problems.join('\n'));
  assert.match(problems[0] ?? '', /^the daemon had ended by itself \(SIGKILL\):\n.*serving/);
  assert.ok(!existsSync(daemon.root) && !existsSync(`/sys/class/net/${bridge}`));
  assert.deepEqual(processesOf(daemon.root), []);
});

test('the daemon is taken down and brought up by order, and a new one has the containers of the old', {
  skip,
}, async () => {
  const daemon = await startReference();
  const runtime = await connect('reference', {
    runId: 'ref2',
    budgetMs: 20_000,
    environment: daemon.environment,
  });
  process.env[controlVariable] = daemon.environment[controlVariable];
  try {
    const { base } = await prepareFixtures(runtime, 'ref2');
    await runtime.runDetached({ image: base, name: 'conform-ref2-a', argv: ['/probe', 'hold'] });
    const before = await runtime.inspect('conform-ref2-a');
    for (const abruptly of [false, true]) {
      let whileAway: string | undefined;
      const outcome = await runtime.restartRuntime({
        abruptly,
        meanwhile: async () => {
          whileAway = (await runtime.inspect('conform-ref2-a')).kind;
        },
      });
      assert.equal(outcome.kind, 'answer', outcome.exchange.stderr);
      assert.equal(whileAway, 'refusal');
    }
    const after = await runtime.inspect('conform-ref2-a');
    assert.deepEqual(after.kind === 'answer' && after.value, before.kind === 'answer' && before.value);
    await assert.rejects(order('sideways'), /no such order: sideways/);
    await order('down'); // the end must do without a daemon, too
  } finally {
    assert.deepEqual(await daemon.stop(), []);
    delete process.env[controlVariable];
  }
});
