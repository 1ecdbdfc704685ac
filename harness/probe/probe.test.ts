import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { packageRoot } from '../package-root';
import type { Facts, FileFacts } from './facts';

const program = path.join(packageRoot, 'harness/probe/build/probe');
const terminal = path.join(packageRoot, 'harness/probe/build/terminal');
const skip = existsSync(program) ? false : `${program} is not compiled: npm run build`;

const probe = (...argv: string[]) => spawnSync(program, argv, { encoding: 'utf8', cwd: '/' });
const lines = (text: string) => text.split('\n').filter(Boolean);

test('a sentence of actions, in order, up to the one that ends it', { skip }, () => {
  const done = probe(
    'print',
    'a',
    'then',
    'warn',
    'b',
    'then',
    'write-out',
    'c',
    'then',
    'exit',
    '9',
    'then',
    'print',
    'd',
  );
  assert.deepEqual([done.stdout, done.stderr, done.status], ['a\nc', 'b\n', 9]);
});

test('a misspelt action ends with 64 and says how it is spelt', { skip }, () => {
  for (const sentence of [
    [],
    ['prnt'],
    ['print'],
    ['print', 'a', 'then'],
    ['exit', 'soon'],
    ['try', 'nothing'],
  ]) {
    const { status, stderr } = probe(...sentence);
    assert.equal(status, 64, sentence.join(' '));
    assert.match(stderr, /usage: probe ACTION/);
  }
});

test('an action that cannot be done ends with 1 and names the error', { skip }, () => {
  const { status, stderr } = probe('read', '/none', 'then', 'print', 'never');
  assert.deepEqual([status, stderr], [1, 'probe: read /none: ENOENT\n']);
});

test('facts are those of the process', { skip }, () => {
  const options = { encoding: 'utf8', cwd: '/tmp', env: { A: 'x y', ODD: 'tab\there"\\' } } as const;
  const facts = JSON.parse(spawnSync(program, ['facts', 'a b', ''], options).stdout) as Facts;
  assert.deepEqual(facts.argv, [program, 'facts', 'a b', '']);
  // Node hands its coverage folder on to every child, asked or not.
  const environment = facts.environment.filter((entry) => !entry.startsWith('NODE_V8_COVERAGE='));
  assert.deepEqual(environment, ['A=x y', 'ODD=tab\there"\\']);
  assert.deepEqual([facts.cwd, facts.uid, facts.ppid], ['/tmp', process.getuid?.(), process.pid]);
  assert.ok(facts.mounts.some(({ target, type }) => target === '/proc' && type === 'proc'));
  assert.ok(facts.processes.some(({ pid }) => pid === facts.pid));
  assert.ok(facts.interfaces.some(({ name }) => name === 'lo'));
  assert.equal(facts.namespaces.pid?.startsWith('pid:['), true);
});

test('bytes that are no UTF-8 do not break the JSON', { skip }, () => {
  const shell = spawnSync('/bin/sh', ['-c', `exec "$0" facts "$(printf 'a\\377b')"`, program], {
    encoding: 'utf8',
  });
  assert.equal((JSON.parse(shell.stdout) as Facts).argv[2], 'a\udcffb');
});

test('deeds with files are seen by stat', { skip }, () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'probe-'));
  const file = path.join(folder, 'new/file');
  try {
    const done = probe(
      'write',
      file,
      'ab',
      'then',
      'append',
      file,
      'c',
      'then',
      'chmod',
      '4750',
      file,
      'then',
      'link',
      file,
      `${file}2`,
      'then',
      'symlink',
      'file',
      `${file}3`,
      'then',
      'stat',
      file,
      'then',
      'stat',
      `${file}3`,
      'then',
      'read',
      file,
      'then',
      'write-out',
      '\n',
      'then',
      'entries',
      path.dirname(file),
      'then',
      'remove',
      folder,
      'then',
      'stat',
      folder,
    );
    const [stat, link, content, entries, gone] = lines(done.stdout);
    const facts = JSON.parse(stat ?? '') as FileFacts;
    assert.deepEqual([facts.type, facts.mode, facts.size, facts.links], ['file', '4750', 3, 2]);
    assert.deepEqual(
      [(JSON.parse(link ?? '') as FileFacts).target, content, entries],
      ['file', 'abc', '["file","file2","file3"]'],
    );
    assert.deepEqual(JSON.parse(gone ?? ''), { path: folder, error: 'ENOENT' });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('signals are reported, and end it when asked to', { skip }, async () => {
  const child = spawn(program, ['on', 'USR1', 'report', 'then', 'on', 'TERM', 'exit', '7', 'then', 'hold']);
  let seen = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    seen += text;
    if (seen === 'holding\n') child.kill('SIGUSR1');
    if (seen.endsWith('USR1\n')) child.kill('SIGTERM');
  });
  const [status] = (await once(child, 'close')) as [number];
  assert.deepEqual([status, seen], [7, 'holding\nsignal USR1\nsignal TERM\n']);
});

test('signals and faults without a handler end it', { skip }, () => {
  assert.equal(probe('raise', 'TERM').signal, 'SIGTERM');
  assert.equal(probe('fault').signal, 'SIGSEGV');
});

test('a conversation between two of them', { skip }, async () => {
  const port = String(20_000 + (process.pid % 20_000));
  for (const protocol of ['tcp', 'udp']) {
    const listener = spawn(program, ['listen', protocol, port]);
    const closed = once(listener, 'close');
    const [first] = (await once(listener.stdout, 'data')) as [Buffer];
    assert.equal(first.toString(), 'listening\n');
    assert.equal(probe('connect', protocol, '127.0.0.1', port, 'ping').stdout, 'pong\n');
    await closed;
  }
  assert.equal(probe('connect', 'tcp', '127.0.0.1', port, 'ping').stdout, '{"error":"ECONNREFUSED"}\n');
});

test('the terminal around a command: its size and status, standard error apart', { skip }, () => {
  const sentence = ['await-size', '33', '77', 'then', 'warn', 'apart', 'then', 'exit', '6'];
  const done = spawnSync(terminal, ['33', '77', program, ...sentence], { encoding: 'utf8' });
  assert.deepEqual([done.stdout, done.stderr, done.status], ['size 33 77\n', 'apart\n', 6]);
});

test('the terminal passes on every byte as it is; the end of input is Ctrl-D', { skip }, () => {
  const done = spawnSync(terminal, ['24', '80', 'head', '-c', '4'], { input: 'a\r\n', encoding: 'utf8' });
  assert.equal(done.stdout, 'a\r\n\u0004');
});
