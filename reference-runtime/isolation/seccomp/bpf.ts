/** Classic BPF as seccomp runs it (linux/filter.h, linux/seccomp.h): assembling, and choosing by system call number. */
import { notImplemented, type Verdict } from './profile';

export interface Instruction {
  readonly code: number;
  readonly jumpTrue?: number;
  readonly jumpFalse?: number;
  readonly operand: number;
}

const LOAD_WORD = 0x20; // BPF_LD | BPF_W | BPF_ABS
const JUMP = 0x05; // BPF_JMP | BPF_JA
const JUMP_EQUAL = 0x15;
const JUMP_AT_LEAST = 0x35;
const JUMP_ANY_BIT = 0x45;
const RETURN = 0x06;

const RETURN_ALLOW = 0x7fff0000;
const RETURN_ERRNO = 0x00050000;

/** Offsets in struct seccomp_data. */
export const numberOffset = 0;
export const architectureOffset = 4;
const argumentOffset = (index: number) => 16 + 8 * index; // little-endian: the lower half comes first

export const load = (offset: number): Instruction => ({ code: LOAD_WORD, operand: offset });
const jump = (over: number): Instruction => ({ code: JUMP, operand: over });
const test = (code: number, operand: number, jumpTrue: number, jumpFalse: number): Instruction => ({
  code,
  operand,
  jumpTrue,
  jumpFalse,
});
const returnAllow: Instruction = { code: RETURN, operand: RETURN_ALLOW };
const returnErrno = (errno: number): Instruction => ({ code: RETURN, operand: RETURN_ERRNO | errno });

/** Runs `then` when the loaded word equals `value`, else what follows. A block must end by returning. */
export const whenEqual = (value: number, then: readonly Instruction[]): Instruction[] => [
  test(JUMP_EQUAL, value, 1, 0),
  jump(then.length), // conditional jumps reach 255 instructions only
  ...then,
];

/** Searches the verdict of the loaded number: a dozen steps, however many calls there are. */
export function choose(verdicts: ReadonlyMap<number, Verdict>): Instruction[] {
  return search(ranges(verdicts));
}

interface Range {
  readonly from: number;
  readonly verdict: Verdict;
}

/** Neighbours with the same verdict become one range; gaps and everything above are not implemented. */
function ranges(verdicts: ReadonlyMap<number, Verdict>): Range[] {
  const end = Math.max(...verdicts.keys()) + 1;
  const all = Array.from({ length: end + 1 }, (_, number) => ({
    from: number,
    verdict: verdicts.get(number) ?? notImplemented,
  }));
  const same = (a: Verdict, b: Verdict | undefined) => JSON.stringify(a) === JSON.stringify(b);
  return all.filter(({ verdict }, index) => !same(verdict, all[index - 1]?.verdict));
}

function search(sorted: readonly Range[]): Instruction[] {
  const middle = sorted[sorted.length >> 1];
  if (!middle || sorted.length === 1) return sorted.flatMap(({ verdict }) => answer(verdict));
  const lower = search(sorted.slice(0, sorted.length >> 1));
  const upper = search(sorted.slice(sorted.length >> 1));
  return [test(JUMP_AT_LEAST, middle.from, 0, 1), jump(lower.length), ...lower, ...upper];
}

function answer(verdict: Verdict): Instruction[] {
  if (verdict.kind === 'allow') return [returnAllow];
  if (verdict.kind === 'errno') return [returnErrno(verdict.errno)];
  const { argument, errno } = verdict;
  const refuse = returnErrno(errno);
  const loaded = load(argumentOffset(argument));
  if ('clear' in verdict.test) {
    return [loaded, test(JUMP_ANY_BIT, verdict.test.clear, 0, 1), refuse, returnAllow];
  }
  if ('differs' in verdict.test) {
    return [loaded, test(JUMP_EQUAL, verdict.test.differs, 0, 1), refuse, returnAllow];
  }
  const values = verdict.test.equals;
  return [
    loaded,
    ...values.map((value, index) => test(JUMP_EQUAL, value, values.length - index, 0)),
    refuse,
    returnAllow,
  ];
}

/** As struct sock_filter[], eight bytes each, little-endian (both architectures are). */
export function assemble(instructions: readonly Instruction[]): Buffer {
  const bytes = Buffer.alloc(instructions.length * 8);
  instructions.forEach(({ code, jumpTrue = 0, jumpFalse = 0, operand }, index) => {
    bytes.writeUInt16LE(code, index * 8);
    bytes.writeUInt8(jumpTrue, index * 8 + 2);
    bytes.writeUInt8(jumpFalse, index * 8 + 3);
    bytes.writeUInt32LE(operand >>> 0, index * 8 + 4);
  });
  return bytes;
}
