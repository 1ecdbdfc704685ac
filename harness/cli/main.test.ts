/** The command as users call it. What judges a runtime does so with the real one: the bundled reference runtime, real Docker. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { packageRoot } from '../package-root';
import type { Summary } from '../verdicts/verdict';
import { reportFiles } from './evidence-file';

const program = path.join(packageRoot, 'dist/harness/cli/main.js');
const folder = mkdtempSync(path.join(os.tmpdir(), 'cf-'));
after(() => rmSync(folder, { recursive: true }));

const compiled = existsSync(program) ? undefined : 'not compiled: npm run build';
const asRoot =
  compiled ?? (process.getuid?.() === 0 ? undefined : 'containers of the reference runtime need root');
const withDocker =
  asRoot ?? (spawnSync('docker', ['version']).status === 0 ? undefined : 'no Docker Engine answers');

interface Ended {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the command; `watch` sees standard error as it comes. Its temporary files must be gone when it ends. */
async function conform(
  args: string[],
  watch: (stderr: string, child: ChildProcess) => void = () => undefined,
): Promise<Ended> {
  const temporary = mkdtempSync(path.join(folder, 't'));
  const child = spawn(process.execPath, [program, ...args], {
    cwd: folder,
    env: { ...process.env, TMPDIR: temporary, NO_COLOR: '1' },
  });
  const ended = { status: null as number | null, stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    ended.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    ended.stderr += text;
    watch(ended.stderr, child);
  });
  [ended.status] = (await once(child, 'close')) as [number | null];
  assert.deepEqual(readdirSync(temporary), [], 'nothing is left in the temporary folder');
  return ended;
}

const summaryIn = (out: string): Summary =>
  JSON.parse(readFileSync(path.join(out, 'summary.json'), 'utf8')) as Summary;
const fresh = (name: string) => path.join(folder, name);

const mistakes: [string, string[], RegExp][] = [
  ['an unknown command', ['jugde'], /unknown command 'jugde'/],
  ['an unknown option', ['run', '--runtme', 'docker'], /unknown option '--runtme'.*--runtime/s],
  ['an unknown clause', ['run', '--clause', 'STPO-3'], /unknown clause 'STPO-3'\. Did you mean STOP-3\?/],
  ['an unknown runtime', ['run', '--runtime', 'dokcer'], /dokcer.*docker/s],
  ['a directory for a descriptor', ['run', '--runtime', './.'], /is a directory, no descriptor/],
  ['an unknown area', ['list', '--area', 'STPO'], /unknown area 'STPO'\. Did you mean STOP\?/],
];
for (const [name, args, message] of mistakes)
  test(`${name}: status 2`, { skip: compiled }, async () => {
    const { status, stderr } = await conform(args);
    assert.match(stderr, message);
    assert.equal(status, 2);
  });

test('help names every command and every exit status', { skip: compiled }, async () => {
  const { status, stdout } = await conform(['--help']);
  for (const word of ['run', 'list', 'explain', 'lint', 'Examples']) assert.match(stdout, new RegExp(word));
  assert.equal(status, 0);
  assert.match((await conform(['run', '--help'])).stdout, /Exit status:\n +0 .*\n +1 .*\n +2 .*\n +3 /);
});

test('explain and list', { skip: compiled }, async () => {
  assert.match(
    (await conform(['explain', 'stop-3'])).stdout,
    /STOP-3 Grace period[\s\S]*features\/operations\/stop\.feature:\d+/,
  );
  const listed = JSON.parse((await conform(['list', '--area', 'stop', '--json'])).stdout) as { id: string }[];
  assert.ok(listed.length > 0 && listed.every(({ id }) => id.startsWith('STOP-')));
});

test('a runtime that is not there: status 3 and what to do', { skip: compiled }, async () => {
  const descriptor = fresh('absent.yaml');
  writeFileSync(
    descriptor,
    'extends: docker\nname: absent\ncommand: [/nowhere/engine]\nhints: { install: get it at the shop }\n',
  );
  const { status, stderr } = await conform(['run', '--runtime', descriptor, '--out', fresh('absent')]);
  assert.match(stderr, /'absent' does not answer[\s\S]*tried: +\/nowhere\/engine[\s\S]*get it at the shop/);
  assert.equal(status, 3);
  assert.equal(existsSync(fresh('absent')), false);
});

test('a clause that holds: status 0 and four files', { skip: asRoot }, async () => {
  const out = fresh('holds');
  const { status, stdout, stderr } = await conform([
    'run',
    '--clause',
    'WAIT-1',
    '--out',
    out,
    '--seed',
    '7',
  ]);
  assert.equal(status, 0, stdout + stderr);
  assert.match(stderr, /\[1\/\d+\] passed +WAIT-1/);
  assert.match(stdout, /reference: the selected clauses of the profile networking hold/);
  assert.deepEqual(readdirSync(out).sort(), [...reportFiles].sort());
  const { verdict, selection, results, scenarios, leaks } = summaryIn(out);
  assert.deepEqual(
    [verdict, selection, results.map(({ id }) => id), leaks],
    ['conformant', true, ['WAIT-1'], []],
  );
  assert.ok(scenarios.passed > 0 && scenarios.passed === scenarios.total);
});

test('a folder that cannot hold the report: status 2', { skip: asRoot }, async () => {
  for (const out of ['/proc/nowhere', '/etc/passwd', '/etc/passwd/out']) {
    const { status, stderr } = await conform(['run', '--clause', 'WAIT-1', '--out', out]);
    assert.match(stderr, new RegExp(`conform: cannot write the report to ${out}: .*--out\n$`));
    assert.equal(status, 2);
  }
});

test('a disk that gets full: no verdict without its evidence, status 3, nothing left', {
  skip: asRoot,
}, async () => {
  const out = fresh('full');
  mkdirSync(out);
  assert.equal(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8k', 'conform-test', out]).status, 0);
  try {
    const { status, stderr } = await conform(['run', '--clause', 'WAIT-1', '--out', out]);
    assert.match(stderr, /conform: cannot write the evidence to .*full: ENOSPC/);
    assert.equal(status, 3);
  } finally {
    spawnSync('umount', [out]);
  }
});

test('a reader that goes away: the run ends as it would have', { skip: asRoot }, async () => {
  const out = fresh('unread');
  const { status } = await conform(['run', '--clause', 'WAIT-1', '--out', out], (_stderr, child) => {
    child.stdout?.destroy();
    child.stderr?.destroy();
  });
  assert.deepEqual([status, summaryIn(out).verdict], [0, 'conformant']);
});

test('tags that fit no scenario judge nothing: status 3', { skip: compiled }, async () => {
  const { status, stderr } = await conform(['run', '--tags', '@nobody', '--out', fresh('nobody')]);
  assert.match(stderr, /no scenario fits --tags '@nobody'/);
  assert.equal(status, 3);
});

const afterFirstScenario = (act: (child: ChildProcess) => void) => {
  let done = false;
  return (stderr: string, child: ChildProcess) => {
    if (done || (!stderr.includes('[1/') && !/\[ +1\//.test(stderr))) return;
    done = true;
    act(child);
  };
};

test('Ctrl-C: an incomplete report, status 3, nothing left', { skip: asRoot }, async () => {
  const out = fresh('interrupted');
  const interrupt = afterFirstScenario((child) => child.kill('SIGINT'));
  const { status, stderr } = await conform(['run', '--out', out], interrupt);
  assert.match(stderr, /SIGINT: removing what the run has made/);
  const { verdict, reasons } = summaryIn(out);
  assert.deepEqual([status, verdict, reasons[0]], [3, 'incomplete', 'interrupted by SIGINT']);
  assert.deepEqual(readdirSync(out).sort(), [...reportFiles].sort());
});

test('the process of the scenarios dies: incomplete, status 3, nothing left', { skip: asRoot }, async () => {
  const out = fresh('killed');
  const kill = afterFirstScenario((child) => process.kill(executorOf(child), 'SIGKILL'));
  const { status } = await conform(['run', '--out', out, '--parallel', '1'], kill);
  const { verdict, reasons } = summaryIn(out);
  assert.deepEqual([status, verdict], [3, 'incomplete']);
  assert.match(reasons[0] ?? '', /the executor ended with SIGKILL/);
});

/** proc_pid_task(5): children of a process. */
function executorOf({ pid }: ChildProcess): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
  const executor = children.find((child) =>
    readFileSync(`/proc/${child}/cmdline`, 'utf8').includes('executor.js'),
  );
  assert.ok(executor);
  return executor;
}

test('a runtime that lies about one thing: status 1, that clause alone, and known deviations', {
  skip: withDocker,
}, async () => {
  const [liar, descriptor, known] = [fresh('liar'), fresh('liar.yaml'), fresh('known.yaml')];
  writeFileSync(
    liar,
    '#!/bin/sh\ncase $1 in wait) docker "$@" >/dev/null && echo 0 ;; *) exec docker "$@" ;; esac\n',
    { mode: 0o755 },
  );
  writeFileSync(descriptor, `extends: docker\nname: liar\ncommand: [${liar}]\n`);
  const run = [
    'run',
    '--runtime',
    `./${path.basename(descriptor)}`,
    '--clause',
    'WAIT-1',
    'STOP-5',
    '--out',
    fresh('lies'),
  ];
  const { status, stdout } = await conform(run);
  const verdicts = () =>
    Object.fromEntries(summaryIn(fresh('lies')).results.map(({ id, verdict }) => [id, verdict]));
  assert.deepEqual([status, verdicts()], [1, { 'WAIT-1': 'failed', 'STOP-5': 'passed' }], stdout);
  writeFileSync(known, 'WAIT-1:\n  verdict: failed\n  reason: it always says 0\n');
  const expected = await conform([...run, '--expectations', known]);
  assert.match(expected.stdout, /as expected: 1 known deviation, nothing new/);
  assert.deepEqual([expected.status, verdicts()['WAIT-1']], [0, 'failed']);
  writeFileSync(known, 'STOP-5:\n  verdict: failed\n  reason: it was like that once\n');
  const surprise = await conform([...run, '--expectations', known]);
  assert.match(surprise.stdout, /new: WAIT-1 is failed[\s\S]*stale: STOP-5 is passed/);
  assert.equal(surprise.status, 1);
});
