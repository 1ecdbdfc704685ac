import type { DeviceRule } from '../devices';

/**
 * The device allow-list as an eBPF program for a version 2 cgroup, which has no file for it (cgroup-v2.rst, "Device
 * controller"; linux/bpf.h, struct bpf_cgroup_dev_ctx: access << 16 | type, major, minor). One rule after the other; the first
 * that covers all of the access asked for allows it.
 * Clauses: SEC-6, SEC-37, SEC-38.
 */
export function deviceFilter(rules: readonly DeviceRule[]): Buffer {
  return Buffer.concat([
    instruction(LOAD_WORD, TYPE, CONTEXT, 0, 0),
    instruction(COPY, ACCESS, TYPE, 0, 0),
    instruction(SHIFT_RIGHT, ACCESS, 0, 0, 16),
    instruction(AND, TYPE, 0, 0, 0xffff),
    instruction(LOAD_WORD, MAJOR, CONTEXT, 4, 0),
    instruction(LOAD_WORD, MINOR, CONTEXT, 8, 0),
    ...rules.map(ruleBlock),
    ...answer(0),
  ]);
}

// Registers.
const RESULT = 0;
const CONTEXT = 1;
const TYPE = 2;
const ACCESS = 3;
const MAJOR = 4;
const MINOR = 5;

// Operation codes (Documentation/bpf/standardization/instruction-set.rst).
const LOAD_WORD = 0x61;
const COPY = 0xbf;
const SET = 0xb7;
const AND = 0x57;
const SHIFT_RIGHT = 0x77;
const JUMP_UNLESS_EQUAL = 0x55;
const EXIT = 0x95;

const typeNumbers = { b: 1, c: 2 } as const;
const accessBits: Readonly<Record<string, number>> = { m: 1, r: 2, w: 4 };

function ruleBlock({ type, major, minor, access }: DeviceRule): Buffer {
  const notAllowed = [...access].reduce((bits, letter) => bits & ~(accessBits[letter] ?? 0), 7);
  const tests: (readonly [register: number, value: number])[] = [[TYPE, typeNumbers[type]]];
  if (major !== undefined) tests.push([MAJOR, major]);
  if (minor !== undefined) tests.push([MINOR, minor]);
  const covered = [
    instruction(COPY, RESULT, ACCESS, 0, 0),
    instruction(AND, RESULT, 0, 0, notAllowed),
    instruction(JUMP_UNLESS_EQUAL, RESULT, 0, 2, 0), // over the answer
    ...answer(1),
  ];
  const rest = (index: number) => tests.length - 1 - index + covered.length;
  return Buffer.concat([
    ...tests.map(([register, value], index) =>
      instruction(JUMP_UNLESS_EQUAL, register, 0, rest(index), value),
    ),
    ...covered,
  ]);
}

const answer = (value: 0 | 1): Buffer[] => [
  instruction(SET, RESULT, 0, 0, value),
  instruction(EXIT, 0, 0, 0, 0),
];

/** struct bpf_insn, little-endian. */
function instruction(
  code: number,
  target: number,
  source: number,
  offset: number,
  immediate: number,
): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt8(code, 0);
  bytes.writeUInt8((source << 4) | target, 1);
  bytes.writeInt16LE(offset, 2);
  bytes.writeInt32LE(immediate, 4);
  return bytes;
}
