import type { ByteString } from '../file-entry';
import { ArchiveError } from './archive-error';

export const BLOCK = 512;

/** The fields of one 512-byte block as they stand: POSIX.1-2017 "ustar Interchange Format", GNU's base-256 numbers, and v7. */
export interface Header {
  readonly name: ByteString;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  readonly mtime: number;
  readonly type: string;
  readonly target: ByteString;
  readonly major: number;
  readonly minor: number;
}

/** Undefined for a block of zeros, which ends an archive. Throws ArchiveError when the checksum is wrong. */
export function decodeHeader(block: Buffer): Header | undefined {
  const sum = checksum(block);
  if (sum === 8 * 0x20 && block.every((byte) => byte === 0)) return undefined;
  if (sum !== number(block, 148, 8)) throw new ArchiveError('a header whose checksum is wrong');
  const posix = block.toString('latin1', 257, 263) === 'ustar\0';
  const prefix = posix ? text(block, 345, 155) : '';
  const name = text(block, 0, 100);
  return {
    name: prefix ? `${prefix}/${name}` : name,
    mode: number(block, 100, 8) & 0o7777,
    uid: number(block, 108, 8),
    gid: number(block, 116, 8),
    size: number(block, 124, 12),
    mtime: number(block, 136, 12),
    type: block[156] ? block.toString('latin1', 156, 157) : '0',
    target: text(block, 157, 100),
    major: number(block, 329, 8),
    minor: number(block, 337, 8),
  };
}

/** Fields must fit: names ≤ 100 bytes, numbers into their octal digits; what does not goes into an extended header. */
export function encodeHeader(header: Header): Buffer {
  const block = Buffer.alloc(BLOCK);
  block.write(header.name, 0, 100, 'latin1');
  octal(block, header.mode, 100, 8);
  octal(block, header.uid, 108, 8);
  octal(block, header.gid, 116, 8);
  octal(block, header.size, 124, 12);
  octal(block, header.mtime, 136, 12);
  block.write(header.type, 156, 1, 'latin1');
  block.write(header.target, 157, 100, 'latin1');
  block.write('ustar\x0000', 257, 8, 'latin1');
  octal(block, header.major, 329, 8);
  octal(block, header.minor, 337, 8);
  block.write(`${checksum(block).toString(8).padStart(6, '0')}\0 `, 148, 8, 'latin1');
  return block;
}

/** The greatest number that an octal field of this width holds. */
export const octalLimit = (width: number): number => 8 ** (width - 1) - 1;

/** Zeros that fill the last block of a content of this size. */
export const padding = (size: number): number => (BLOCK - (size % BLOCK)) % BLOCK;

function octal(block: Buffer, value: number, at: number, width: number): void {
  block.write(value.toString(8).padStart(width - 1, '0'), at, width - 1, 'latin1');
}

function text(block: Buffer, at: number, width: number): ByteString {
  const end = block.subarray(at, at + width).indexOf(0);
  return block.toString('latin1', at, end < 0 ? at + width : at + end);
}

/** Octal digits between blanks and NULs, or base-256 when the top bit of the first byte is set (GNU tar, star). */
export function number(block: Buffer, at: number, width: number): number {
  const first = block[at] ?? 0;
  if (first & 0x80) return base256(block.subarray(at, at + width));
  const digits = /^[ \0]*([0-7]*)[ \0]*/.exec(block.toString('latin1', at, at + width));
  return digits?.[1] ? Number.parseInt(digits[1], 8) : 0;
}

function base256(bytes: Buffer): number {
  const negative = (bytes[0] ?? 0) & 0x40;
  let value = negative ? -1n : 0n;
  bytes.forEach((byte, index) => {
    value = (value << 8n) | BigInt(index > 0 ? byte : negative ? byte : byte & 0x7f);
  });
  if (value > BigInt(Number.MAX_SAFE_INTEGER) || value < BigInt(Number.MIN_SAFE_INTEGER))
    throw new ArchiveError('an absurd number');
  return Number(value);
}

function checksum(block: Buffer): number {
  let sum = 8 * 0x20;
  for (let i = 0; i < 148; i++) sum += block[i] ?? 0;
  for (let i = 156; i < BLOCK; i++) sum += block[i] ?? 0;
  return sum;
}
