/** The command against an engine of its own, on the real kernel. Needs root and a static busybox; says so when it skips. */
import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { text as textOf } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { verbs } from './verbs';

const busybox = '/bin/busybox';
const why =
  process.getuid?.() !== 0 ? 'containers need root' : existsSync(busybox) ? false : `${busybox} is missing`;
const directory = mkdtempSync(join(tmpdir(), 'scr-cli-'));
const socket = join(directory, 'scr.sock');
const extension = extname(__filename);
const command = [
  ...(extension === '.ts' ? ['-r', 'ts-node/register'] : []),
  join(__dirname, `main${extension}`),
];
const environment: NodeJS.ProcessEnv = {
  ...process.env,
  SCR_HOST: `unix://${socket}`,
  NODE_EXTRA_CA_CERTS: undefined,
};
const children: ChildProcess[] = [];

interface Result {
  status: number | null;
  stdout: string;
  stderr: string;
}

function begin(words: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [...command, ...words], { env: { ...environment, ...env } });
  children.push(child);
  const result: Promise<Result> = Promise.all([
    once(child, 'close'),
    textOf(child.stdout),
    textOf(child.stderr),
  ]).then(([[status], stdout, stderr]) => ({ status, stdout, stderr }));
  return { child, result };
}

function scr(words: readonly string[], input: string | Buffer = ''): Promise<Result> {
  const { child, result } = begin(words);
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  return result;
}

/** Runs a shell line in a container that goes away again. */
const sh = (line: string, ...options: string[]) =>
  scr(['run', '--rm', '--network', 'none', ...options, 'bb', 'sh', '-c', line]);

async function daemon(root: string, at: string) {
  const { child, result } = begin(['daemon', '--root', root, '--socket', at]);
  const lines = createInterface({ input: child.stderr });
  const served = once(lines, 'line').then(([line]) => JSON.parse(line as string) as { msg: string });
  const first = await Promise.race([served, result]);
  assert.ok('msg' in first && first.msg === 'serving', JSON.stringify(first));
  return child;
}

function rootFilesystem(): Buffer {
  const root = mkdtempSync(join(directory, 'rootfs-'));
  mkdirSync(join(root, 'bin'));
  mkdirSync(join(root, 'data'));
  writeFileSync(join(root, 'data', 'text'), 'as it was\n');
  execFileSync('cp', [busybox, join(root, 'bin')]);
  for (const name of ['sh', 'cat', 'echo', 'sleep', 'rm', 'stty', 'head', 'kill', 'ls', 'wc']) {
    execFileSync('ln', ['-s', 'busybox', join(root, 'bin', name)]);
  }
  return execFileSync('tar', ['-C', root, '-c', '.'], { maxBuffer: 64 * 1024 * 1024 });
}

describe('scr', { skip: why }, () => {
  let engine: ChildProcess;

  before(async () => {
    engine = await daemon(join(directory, 'root'), socket);
    assert.match((await scr(['import', '-', 'bb'], rootFilesystem())).stdout, /^sha256:[0-9a-f]{64}\n$/);
  });

  after(async () => {
    const { stdout } = await scr(['ps', '-aq']);
    if (stdout) await scr(['rm', '-f', ...stdout.split('\n').filter(Boolean)]);
    for (const child of children) child.kill('SIGTERM');
    if (engine.exitCode === null) await once(engine, 'close');
    rmSync(directory, { recursive: true });
  });

  test('ends with the status of the process and keeps its streams apart', async () => {
    assert.deepEqual(await sh('echo out; echo err >&2; exit 7'), {
      status: 7,
      stdout: 'out\n',
      stderr: 'err\n',
    });
    const killed = begin(['run', '--rm', '--name', 'killed', 'bb', 'sh', '-c', 'echo ready; sleep 100']);
    await once(killed.child.stdout, 'data');
    assert.equal((await scr(['kill', 'killed'])).stdout, 'killed\n');
    assert.equal((await killed.result).status, 137);
  });

  test('tells what could not be run by its status', async () => {
    const status = async (...words: string[]) => (await scr(['run', '--rm', ...words])).status;
    assert.equal(await status('bb', 'no-such-program'), 127);
    assert.equal(await status('bb', '/data/text'), 126);
    assert.equal(await status('no-such-image', 'true'), 125);
    assert.equal(await status('--no-such-option', 'bb', 'true'), 125);
    assert.equal((await scr(['ps', '-aq'])).stdout, '', 'and leaves no container');
  });

  test('passes standard input on to its end, in full, both ways', async () => {
    const data = Buffer.alloc(3_000_000, 'abcdefg\n');
    const { status, stdout } = await scr(['run', '-i', '--rm', 'bb', 'cat'], data);
    assert.equal(status, 0);
    assert.equal(Buffer.compare(Buffer.from(stdout), data), 0);
    assert.deepEqual(await scr(['run', '--rm', 'bb', 'cat'], 'not for you'), {
      status: 0,
      stdout: '',
      stderr: '',
    });
  });

  test('passes signals on', async () => {
    const { child, result } = begin([
      'run',
      '--rm',
      'bb',
      'sh',
      '-c',
      'trap "exit 4" TERM; echo ready; while :; do sleep 0.05; done',
    ]);
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    assert.equal((await result).status, 4);
  });

  test('runs in the background, attaches, waits, and shows what was printed', async () => {
    const { stdout } = await scr([
      'run',
      '-d',
      '-i',
      '--name',
      'back',
      'bb',
      'sh',
      '-c',
      'read x; echo got $x; echo no >&2; exit 3',
    ]);
    assert.match(stdout, /^[0-9a-f]{64}\n$/);
    const attached = { status: 3, stdout: 'got it\n', stderr: 'no\n' };
    assert.deepEqual(await scr(['attach', 'back'], 'it\n'), attached);
    assert.deepEqual(await scr(['wait', 'back']), { status: 0, stdout: '3\n', stderr: '' });
    assert.deepEqual(await scr(['logs', 'back']), { ...attached, status: 0 });
    assert.deepEqual(await scr(['start', '-ai', 'back'], 'again\n'), { ...attached, stdout: 'got again\n' });
    assert.equal((await scr(['logs', '--tail', '1', 'back'])).stderr, 'no\n');
    assert.equal((await scr(['attach', 'back'])).status, 1);
  });

  test('goes on with the next argument after a failure', async () => {
    await scr(['create', '--name', 'there', 'bb', 'true']);
    const { status, stdout, stderr } = await scr(['rm', 'missing', 'there']);
    assert.deepEqual([status, stdout], [1, 'there\n']);
    assert.match(stderr, /^Error response from daemon: .*missing/);
  });

  test('copies out and in, with every kind of target', async () => {
    await scr(['create', '--name', 'files', 'bb', 'true']);
    const here = (name: string) => join(directory, name);
    const cp = async (from: string, to: string) =>
      assert.deepEqual(await scr(['cp', from, to]), { status: 0, stdout: '', stderr: '' });
    const content = async (path: string) => {
      const archive = spawnSync(process.execPath, [...command, 'cp', `files:${path}`, '-'], {
        env: environment,
      });
      return execFileSync('tar', ['-xO'], { input: archive.stdout, encoding: 'utf8' });
    };
    await cp('files:/data', here('new'));
    assert.equal(readFileSync(here('new/text'), 'utf8'), 'as it was\n');
    await cp('files:/data/text', here('new/renamed'));
    assert.equal(readFileSync(here('new/renamed'), 'utf8'), 'as it was\n');
    await cp('files:/data/.', directory);
    assert.ok(existsSync(here('text')));
    writeFileSync(here('mine'), 'mine\n', { mode: 0o640 });
    await cp(here('mine'), 'files:/data');
    await cp(here('mine'), 'files:/data/other');
    await cp(here('new'), 'files:/made');
    await cp(`${here('new')}/.`, 'files:/data');
    assert.equal(await content('/data/mine'), 'mine\n');
    assert.equal(await content('/data/other'), 'mine\n');
    assert.equal(await content('/made/renamed'), 'as it was\n');
    assert.equal(await content('/data/renamed'), 'as it was\n');
    await cp('files:/data/mine', here('back'));
    assert.equal(statSync(here('back')).mode & 0o777, 0o640);
    const { status, stderr } = await scr(['cp', here('absent'), 'files:/data']);
    assert.equal(status, 1);
    assert.match(stderr, /there is no .*absent to copy/);
  });

  test('gives a process a terminal of the size of the caller’s, and leaves by ctrl-p ctrl-q', {
    skip: noScript(),
  }, async () => {
    const line = `stty rows 33 cols 44; stty -g > ${directory}/before; "$@"; echo "status $?"; stty -g > ${directory}/after`;
    const words = [
      process.execPath,
      ...command,
      'run',
      '-it',
      '--name',
      'seat',
      'bb',
      'sh',
      '-c',
      'echo size $(stty size); cat',
    ];
    const terminal = spawn(
      'script',
      ['-qec', `sh -c '${line}' - ${words.map((word) => `'${word}'`).join(' ')}`, '/dev/null'],
      {
        env: environment,
      },
    );
    const lines = createInterface({ input: terminal.stdout });
    const seen: string[] = [];
    for await (const each of lines) {
      seen.push(each.trim());
      if (each.includes('size 33 44')) terminal.stdin.write('typed\r\x10\x11');
    }
    assert.deepEqual(
      seen.filter((each) => /^(size|status)/.test(each)),
      ['size 33 44', 'status 0'],
    );
    assert.equal(
      readFileSync(join(directory, 'after'), 'utf8'),
      readFileSync(join(directory, 'before'), 'utf8'),
    );
    assert.match((await scr(['ps', '-q', '--filter', 'name=seat'])).stdout, /^[0-9a-f]{12}\n$/, 'it runs on');
  });

  test('writes the id to a new file only', async () => {
    const file = join(directory, 'cid');
    await sh('true', '--cidfile', file);
    assert.match(readFileSync(file, 'utf8'), /^[0-9a-f]{64}$/);
    const { status, stderr } = await sh('true', '--cidfile', file);
    assert.equal(status, 125);
    assert.match(stderr, /it exists/);
  });

  test('a second daemon on the same socket or root is refused, and the first serves on', async () => {
    const onSocket = await scr(['daemon', '--root', join(directory, 'other'), '--socket', socket]);
    assert.equal(onSocket.status, 1);
    assert.match(onSocket.stderr, /another daemon/);
    const onRoot = await scr([
      'daemon',
      '--root',
      join(directory, 'root'),
      '--socket',
      join(directory, 'other.sock'),
    ]);
    assert.equal(onRoot.status, 1);
    assert.equal((await scr(['version'])).status, 0);
  });

  test('an engine that is killed in the middle is missed, and its containers are taken over', async () => {
    const [root, at] = [join(directory, 'mortal'), join(directory, 'mortal.sock')];
    const SCR_HOST = `unix://${at}`;
    const first = await daemon(root, at);
    const importing = begin(['import', '-', 'bb'], { SCR_HOST });
    importing.child.stdin.end(rootFilesystem());
    await importing.result;
    const running = begin(['run', '--name', 'survivor', 'bb', 'sh', '-c', 'echo ready; sleep 100'], {
      SCR_HOST,
    });
    await once(running.child.stdout, 'data');
    first.kill('SIGKILL');
    const { status, stderr } = await running.result;
    assert.equal(status, 125);
    assert.match(stderr, /lost the engine at unix:/);
    const second = await daemon(root, at);
    const removed = await begin(['rm', '-f', 'survivor'], { SCR_HOST }).result;
    assert.deepEqual(removed, { status: 0, stdout: 'survivor\n', stderr: '' });
    second.kill('SIGTERM');
    await once(second, 'close');
  });

  test('a daemon without root rights says so', async () => {
    const child = spawn(
      process.execPath,
      [...command, 'daemon', '--root', '/tmp/scr-none', '--socket', '/tmp/scr-none.sock'],
      {
        uid: 65534,
        gid: 65534,
        cwd: '/',
      },
    );
    const [stderr, [status]] = await Promise.all([textOf(child.stderr), once(child, 'close')]);
    assert.equal(status, 1);
    assert.match(stderr, /root/);
    assert.equal(existsSync('/tmp/scr-none'), false);
  });
});

describe('scr without an engine', () => {
  test('names the socket it tried and how to start one', async () => {
    const { status, stderr } = await begin(['ps'], { SCR_HOST: 'unix:///nonexistent.sock' }).result;
    assert.equal(status, 1);
    assert.match(stderr, /unix:\/\/\/nonexistent\.sock[\s\S]*scr daemon/);
    assert.equal((await begin(['run', 'x'], { SCR_HOST: 'unix:///nonexistent.sock' }).result).status, 125);
    assert.equal((await begin(['ps'], { SCR_HOST: 'tcp://127.0.0.1:1' }).result).status, 125);
  });

  test('explains every verb, with an example and the exit statuses', async () => {
    const all = await scr(['--help']);
    assert.equal(all.status, 0);
    for (const name of Object.keys(verbs)) {
      assert.ok(all.stdout.includes(`\n  ${name} `), name);
      const { status, stdout } = await scr([name, '--help']);
      assert.equal(status, 0, name);
      for (const part of [`Usage: scr ${name}`, '\nExamples:\n', '\nExit status:\n'])
        assert.ok(stdout.includes(part), `${name}: ${part}`);
    }
  });

  test('says what is wrong with a command line, and where to read on', async () => {
    const expected: [words: string[], status: number, message: RegExp][] = [
      [[], 1, /no verb given/],
      [['nope'], 1, /unknown command 'nope'/],
      [['ps', '--al'], 125, /unknown option '--al'[\s\S]*--all[\s\S]*scr ps --help/],
      [['stop'], 1, /missing required argument[\s\S]*scr stop --help/],
      [['diff', 'a', 'b'], 1, /too many arguments/],
    ];
    for (const [words, status, message] of expected) {
      const result = await scr(words);
      assert.equal(result.status, status, words.join(' '));
      assert.match(result.stderr, message);
      assert.equal(result.stdout, '');
    }
  });
});

function noScript(): string | false {
  return spawnSync('script', ['--version']).error ? 'the program script (bsdutils) is missing' : false;
}
