/** Classic BPF as seccomp runs it (linux/filter.h, linux/seccomp.h): assembling, and choosing by system call number. */
import { type Condition, notImplemented, type Verdict } from './profile';

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
const JUMP_GREATER = 0x25;
const JUMP_ANY_BIT = 0x45;
const AND = 0x54;
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
export function choose(
  verdicts: ReadonlyMap<number, Verdict>,
  other: Verdict = notImplemented,
): Instruction[] {
  return search(ranges(verdicts, other));
}

interface Range {
  readonly from: number;
  readonly verdict: Verdict;
}

/** Neighbours with the same verdict become one range; gaps and everything above have the other. */
function ranges(verdicts: ReadonlyMap<number, Verdict>, other: Verdict): Range[] {
  const end = Math.max(-1, ...verdicts.keys()) + 1;
  const all = Array.from({ length: end + 1 }, (_, number) => ({
    from: number,
    verdict: verdicts.get(number) ?? other,
  }));
  const same = (a: Verdict, b: Verdict | undefined) =>
    a === b || (a.kind !== 'rules' && b?.kind !== 'rules' && JSON.stringify(a) === JSON.stringify(b));
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
  if (verdict.kind === 'rules') return rules(verdict);
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

/** The first rule all of whose conditions hold decides, else the last word does. */
const rules = ({ rules, otherwise }: Extract<Verdict, { kind: 'rules' }>): Instruction[] => [
  ...rules.flatMap(({ conditions, code }) => [...all(conditions), { code: RETURN, operand: code }]),
  { code: RETURN, operand: otherwise },
];

/** Falls through when all hold, else jumps over what follows them: the one instruction that answers. */
function all(conditions: readonly Condition[]): Instruction[] {
  const program: Instruction[] = [];
  for (const each of [...conditions].reverse()) program.unshift(...one(each, program.length + 1));
  return program;
}

/** One condition on 64 bits, the upper half first. `rest`: the instructions to jump over when it does not hold. */
function one({ argument, op, value, valueTwo }: Condition, rest: number): Instruction[] {
  const [high, low] = [load(argumentOffset(argument) + 4), load(argumentOffset(argument))];
  const [top, bottom] = halves(value);
  if (op === 'EQ') return [high, test(JUMP_EQUAL, top, 0, 2 + rest), low, test(JUMP_EQUAL, bottom, 0, rest)];
  if (op === 'NE') return [high, test(JUMP_EQUAL, top, 0, 2), low, test(JUMP_EQUAL, bottom, rest, 0)];
  if (op === 'MASKED_EQ') {
    const [wantedTop, wantedBottom] = halves(valueTwo);
    return [
      ...[high, { code: AND, operand: top }, test(JUMP_EQUAL, wantedTop, 0, 3 + rest)],
      ...[low, { code: AND, operand: bottom }, test(JUMP_EQUAL, wantedBottom, 0, rest)],
    ];
  }
  const last = op === 'GE' || op === 'LT' ? JUMP_AT_LEAST : JUMP_GREATER;
  return op === 'GE' || op === 'GT'
    ? [
        high,
        test(JUMP_GREATER, top, 3, 0),
        test(JUMP_EQUAL, top, 0, 2 + rest),
        low,
        test(last, bottom, 0, rest),
      ]
    : [
        high,
        test(JUMP_GREATER, top, 3 + rest, 0),
        test(JUMP_EQUAL, top, 0, 2),
        low,
        test(last, bottom, rest, 0),
      ];
}

const halves = (value: bigint): [number, number] => [
  Number((value >> 32n) & 0xffffffffn),
  Number(value & 0xffffffffn),
];

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
