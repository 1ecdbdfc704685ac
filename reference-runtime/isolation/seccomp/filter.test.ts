import assert from 'node:assert/strict';
import { test } from 'node:test';
import { capabilityNames, defaultCapabilities } from '../capabilities';
import { customFilter, defaultFilter } from './filter';
import { arm64, i386, x86_64 } from './syscall-numbers';

const ALLOW = 'allow';
const X86_64 = 0xc000003e;
const I386 = 0x40000003;
const ARM64 = 0xc00000b7;

/** Runs a program as the kernel does (Documentation/networking/filter.rst), as far as ours go. */
function run(program: Buffer, architecture: number, number: number, ...args: number[]): string {
  const data = Buffer.alloc(64);
  data.writeUInt32LE(number >>> 0, 0);
  data.writeUInt32LE(architecture, 4);
  for (const [index, value] of args.entries())
    data.writeBigUInt64LE(BigInt.asUintN(64, BigInt(value)), 16 + 8 * index);
  let accumulator = 0;
  for (let at = 0; at < program.length / 8; at++) {
    const code = program.readUInt16LE(at * 8);
    const yes = program.readUInt8(at * 8 + 2);
    const no = program.readUInt8(at * 8 + 3);
    const k = program.readUInt32LE(at * 8 + 4);
    if (code === 0x20) accumulator = data.readUInt32LE(k);
    else if (code === 0x05) at += k;
    else if (code === 0x15) at += accumulator === k ? yes : no;
    else if (code === 0x35) at += accumulator >= k ? yes : no;
    else if (code === 0x25) at += accumulator > k ? yes : no;
    else if (code === 0x54) accumulator = (accumulator & k) >>> 0;
    else if (code === 0x45) at += (accumulator & k) !== 0 ? yes : no;
    else if (code === 0x06) return k === 0x7fff0000 ? ALLOW : `errno ${k & 0xffff}`;
    else throw new Error(`instruction ${code.toString(16)}`);
  }
  throw new Error('ran off the end');
}

const filter = defaultFilter(defaultCapabilities, 'x64');
const call = (name: string, ...args: number[]) => run(filter, X86_64, x86_64.get(name)!, ...args);

test('every call of the table has the verdict of its name, on every architecture', () => {
  const programs = [
    [filter, X86_64, x86_64],
    [filter, I386, i386],
    [defaultFilter(defaultCapabilities, 'arm64'), ARM64, arm64],
  ] as const;
  const allowed = [
    'read',
    'write',
    'execve',
    'exit_group',
    'chroot',
    'capset',
    'setuid',
    'ptrace',
    'sendmsg',
  ];
  const denied = [
    'mount',
    'bpf',
    'unshare',
    'reboot',
    'init_module',
    'keyctl',
    'userfaultfd',
    'setns',
    'io_uring_setup',
  ];
  for (const [program, architecture, table] of programs) {
    for (const name of allowed) assert.equal(run(program, architecture, table.get(name)!), ALLOW, name);
    for (const name of denied) assert.equal(run(program, architecture, table.get(name)!), 'errno 1', name);
    assert.equal(run(program, architecture, table.get('clone3')!), 'errno 38');
    for (const number of [451, 600, 0x40000000, 0xffffffff]) {
      assert.equal(run(program, architecture, number), 'errno 38', `a call of the future: ${number}`);
    }
  }
});

test('arguments decide where the call alone does not', () => {
  assert.equal(call('clone', 0x11), ALLOW);
  for (const flag of [0x20000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000])
    assert.equal(call('clone', 0x11 | flag), 'errno 1', flag.toString(16));
  for (const persona of [0, 8, 0x20000, 0x20008, 0xffffffff])
    assert.equal(call('personality', persona), ALLOW);
  assert.equal(call('personality', 0x0040000), 'errno 1');
  assert.equal(call('socket', 2), ALLOW);
  assert.equal(call('socket', 40), 'errno 1');
});

test('a capability opens the calls that it guards, and no others', () => {
  const admin = defaultFilter([...defaultCapabilities, 'CAP_SYS_ADMIN'], 'x64');
  for (const name of ['mount', 'unshare', 'setns', 'clone3'])
    assert.equal(run(admin, X86_64, x86_64.get(name)!), ALLOW);
  assert.equal(run(admin, X86_64, x86_64.get('clone')!, 0x20000), ALLOW);
  assert.equal(run(admin, X86_64, x86_64.get('init_module')!), 'errno 1');
  const all = defaultFilter(capabilityNames, 'x64');
  assert.equal(run(all, X86_64, x86_64.get('keyctl')!), 'errno 1');
});

test('other architectures are not implemented', () => {
  assert.equal(run(filter, ARM64, 0), 'errno 38');
  assert.throws(() => defaultFilter([], 'mips'), /seccomp unconfined/);
});

test('the kernel takes programs of at most 4096 instructions', () => {
  assert.ok(filter.length / 8 <= 4096);
});

const profile = (...syscalls: object[]) => JSON.stringify({ defaultAction: 'SCMP_ACT_ALLOW', syscalls });
const own = (text: string, ...args: number[]) =>
  run(customFilter(text, ['CAP_KILL'], 'x64'), X86_64, x86_64.get('kill')!, ...args);

test('a profile of the caller decides by name and, for the rest, by default', () => {
  const text = profile({ names: ['kill'], action: 'SCMP_ACT_ERRNO', errnoRet: 7 });
  assert.equal(own(text), 'errno 7');
  const program = customFilter(text, [], 'x64');
  assert.equal(run(program, X86_64, x86_64.get('mount')!), ALLOW);
  assert.equal(run(program, I386, i386.get('kill')!), 'errno 7');
  assert.equal(run(program, ARM64, 0), 'errno 38');
});

test('conditions compare 64 bits', () => {
  const high = 2 ** 33;
  const cases: [string, number, number, number, boolean][] = [
    ['EQ', high, 0, high, true],
    ['EQ', high, 0, 0, false],
    ['NE', 5, 0, 6, true],
    ['NE', 5, 0, 5, false],
    ['NE', 5, 0, high + 5, true],
    ['GT', 5, 0, 5, false],
    ['GT', 5, 0, 6, true],
    ['GT', 5, 0, high, true],
    ['GE', 5, 0, 5, true],
    ['GE', high, 0, 5, false],
    ['LT', 5, 0, 4, true],
    ['LT', 5, 0, 5, false],
    ['LT', high, 0, 5, true],
    ['LE', 5, 0, 5, true],
    ['LE', 5, 0, high, false],
    ['MASKED_EQ', 6, 2, 3, true],
    ['MASKED_EQ', 6, 2, 6, false],
  ];
  for (const [op, value, valueTwo, argument, matches] of cases) {
    const args = [{ index: 0, value, valueTwo, op: `SCMP_CMP_${op}` }];
    const text = profile({ names: ['kill'], action: 'SCMP_ACT_ERRNO', args });
    assert.equal(own(text, argument), matches ? 'errno 1' : ALLOW, `${argument} ${op} ${value}`);
  }
});

test('all conditions of a rule must hold, and the first rule that holds decides', () => {
  const arg = (index: number, value: number) => ({ index, value, op: 'SCMP_CMP_EQ' });
  const text = profile(
    { names: ['kill'], action: 'SCMP_ACT_ERRNO', errnoRet: 2, args: [arg(0, 1), arg(1, 9)] },
    { names: ['kill'], action: 'SCMP_ACT_ERRNO', errnoRet: 3, args: [arg(1, 9)] },
  );
  assert.deepEqual([own(text, 1, 9), own(text, 2, 9), own(text, 1, 8)], ['errno 2', 'errno 3', ALLOW]);
});

test('rules can depend on capabilities, architecture and kernel', () => {
  const deny = { names: ['kill'], action: 'SCMP_ACT_ERRNO' };
  const denied = (more: object) => own(profile({ ...deny, ...more })) !== ALLOW;
  assert.equal(denied({ includes: { caps: ['CAP_KILL'] } }), true);
  assert.equal(denied({ includes: { caps: ['CAP_CHOWN'] } }), false);
  assert.equal(denied({ excludes: { caps: ['CAP_KILL'] } }), false);
  assert.equal(denied({ includes: { arches: ['s390x'] } }), false);
  assert.equal(denied({ includes: { minKernel: '4.8' } }), true);
  assert.equal(denied({ includes: { minKernel: '99.0' } }), false);
});

test('a profile that cannot be read is refused', () => {
  for (const text of ['', '{"syscalls": []}', profile({ names: ['kill'], action: 'SING' })])
    assert.throws(() => customFilter(text, [], 'x64'), Error, text);
});
