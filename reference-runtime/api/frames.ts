/**
 * Standard output and standard error on one connection: frames of {stream, 0, 0, 0, length} and the bytes, length 32 bits
 * big-endian (Docker Engine API 1.41, "Attach to a container"). A terminal has one stream only and is passed on raw.
 */
import type { OutputChunk } from '../isolation/monitored';

const streamNumber = { stdout: 1, stderr: 2 } as const;

export function frame({ stream, data }: OutputChunk): Buffer {
  const framed = Buffer.allocUnsafe(8 + data.length);
  framed.writeUInt32BE((streamNumber[stream] << 24) >>> 0, 0);
  framed.writeUInt32BE(data.length, 4);
  data.copy(framed, 8);
  return framed;
}
