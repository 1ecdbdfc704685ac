/** Takes a process's two output streams apart again: frames of an 8-byte header (stream, three zeros, length) and the data. */
import { Writable } from 'node:stream';

const headerLength = 8;

/**
 * A sink for the engine's stream: hands stdin-echo and stdout frames (0, 1) to `stdout`, stderr frames (2) to `stderr`, and
 * takes no more before they took what came. Fails on anything that is no frame.
 */
export function separate(stdout: Writable, stderr: Writable): Writable {
  let pending: Buffer = Buffer.alloc(0);
  let target = stdout;
  let expected = 0;

  async function take(data: Buffer): Promise<void> {
    pending = pending.length > 0 ? Buffer.concat([pending, data]) : data;
    while (pending.length > 0) {
      if (expected === 0) {
        if (pending.length < headerLength) return;
        target = targetOf(pending.readUInt8(0));
        expected = pending.readUInt32BE(4);
        pending = pending.subarray(headerLength);
        continue;
      }
      const piece = pending.subarray(0, expected);
      pending = pending.subarray(piece.length);
      expected -= piece.length;
      await written(target, piece);
    }
  }

  function targetOf(type: number): Writable {
    if (type > 2) throw new Error(`the engine sent a frame of an unknown stream (${type})`);
    return type === 2 ? stderr : stdout;
  }

  return new Writable({
    write: (data: Buffer, _encoding, done) => void take(data).then(() => done(), done),
  });
}

const written = (target: Writable, data: Buffer): Promise<void> =>
  new Promise((resolve, reject) => target.write(data, (error) => (error ? reject(error) : resolve())));
