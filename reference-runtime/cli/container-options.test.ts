import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { type ContainerOptions, createBody, declareContainerOptions } from './container-options';
import { verb } from './verb';

const directory = mkdtempSync(join(tmpdir(), 'container-options-'));
after(() => rmSync(directory, { recursive: true }));

interface Body extends Record<string, unknown> {
  HostConfig: Record<string, unknown>;
}

/** The request body that `run` with these words sends. */
function bodyOf(...words: string[]): Body {
  let body: object | undefined;
  declareContainerOptions(verb({ name: 'run', summary: '', examples: [] }))
    .action((image: string, argv: string[], options: ContainerOptions) => {
      body = createBody(options, image, argv);
    })
    .parse(words, { from: 'user' });
  return body as Body;
}

test('words after the image belong to the command, even when they look like options', () => {
  const body = bodyOf('--rm', 'base', 'sh', '-c', 'echo $1', '--rm', '-i', '--', 'x');
  assert.equal(body.Image, 'base');
  assert.deepEqual(body.Cmd, ['sh', '-c', 'echo $1', '--rm', '-i', '--', 'x']);
  assert.equal(body.HostConfig.AutoRemove, true);
  assert.equal(body.OpenStdin, false);
});

test('nothing is asked for that was not said', () => {
  const body = bodyOf('base');
  for (const field of ['Cmd', 'Entrypoint', 'WorkingDir', 'User', 'Hostname', 'StopSignal'])
    assert.equal(body[field], undefined, field);
  const { NetworkMode, ...host } = body.HostConfig;
  assert.equal(NetworkMode, 'default');
  assert.deepEqual(
    Object.values(host).filter((value) => value !== undefined),
    [],
  );
});

test('output is attached by default, input only with -i, and -a chooses', () => {
  const attached = (...words: string[]) => {
    const body = bodyOf(...words, 'base');
    return [body.AttachStdin, body.AttachStdout, body.AttachStderr, body.StdinOnce];
  };
  assert.deepEqual(attached(), [false, true, true, false]);
  assert.deepEqual(attached('-i'), [true, true, true, true]);
  assert.deepEqual(attached('-a', 'stderr'), [false, false, true, false]);
  assert.deepEqual(attached('-i', '-a', 'STDOUT'), [false, true, false, false]);
});

test('short options combine', () => {
  const body = bodyOf('-ite', 'A=1', 'base');
  assert.deepEqual([body.OpenStdin, body.Tty, body.Env], [true, true, ['A=1']]);
});

test('variables come from files, the command line and the caller, in this order', () => {
  const file = join(directory, 'env');
  writeFileSync(file, '# comment\n\nFROM_FILE=a=b\nCALLERS_OWN\nLAST=\n');
  process.env.CALLERS_OWN = 'mine';
  delete process.env.NOBODYS;
  const body = bodyOf('-e', 'GIVEN=1\n2', '-e', 'NOBODYS', '--env-file', file, 'base');
  assert.deepEqual(body.Env, ['FROM_FILE=a=b', 'CALLERS_OWN=mine', 'LAST=', 'GIVEN=1\n2']);
});

test('labels keep what comes after the first equals sign', () => {
  assert.deepEqual(bodyOf('-l', 'a=b=c', '--label', 'flag', 'base').Labels, { a: 'b=c', flag: '' });
});

test('limits become numbers in the units of the API', () => {
  const words = [
    '-m',
    '64m',
    '--memory-swap',
    '-1',
    '--pids-limit',
    '7',
    '--cpus',
    '0.5',
    '-c',
    '512',
    '--shm-size',
    '1g',
  ];
  const { HostConfig } = bodyOf(...words, 'base');
  assert.deepEqual(
    [
      HostConfig.Memory,
      HostConfig.MemorySwap,
      HostConfig.PidsLimit,
      HostConfig.NanoCpus,
      HostConfig.CpuShares,
      HostConfig.ShmSize,
    ],
    [67_108_864, -1, 7, 500_000_000, 512, 1_073_741_824],
  );
});

test('a relative path of the host is one from here', () => {
  const { HostConfig } = bodyOf('-v', './data:/data:ro', '-v', '/srv:/srv', 'base');
  assert.deepEqual(HostConfig.Binds, [`${resolve('data')}:/data:ro`, '/srv:/srv']);
});

test('what makes no sense is refused with the option, the value and the reason', () => {
  const refusals: [words: string[], message: RegExp][] = [
    [['-m', 'hello'], /^invalid argument "hello" for "-m, --memory" flag: invalid size: 'hello'$/],
    [['--pids-limit', 'x'], /"x" for "--pids-limit" flag: it is no whole number/],
    [['--cpus', '-1'], /"-1" for "--cpus"/],
    [['-a', 'stdio'], /"stdio" for "-a, --attach" flag/],
    [['--pull', 'always'], /pulls no images/],
    [['--env-file', '/nonexistent'], /cannot read \/nonexistent/],
  ];
  for (const [words, message] of refusals) {
    assert.throws(() => bodyOf(...words, 'base'), { name: 'CommandFailure', exitStatus: 125, message });
  }
});
