/** Questions and answers of the domain name system, RFC 1035: as much of them as names of containers need. */

export interface Question {
  /** In lower case, without the final dot. */
  readonly name: string;
  /** 1: an IPv4 address. */
  readonly type: number;
  /** Where the question ends in the message. */
  readonly end: number;
}

export const typeA = 1;
export const answerCode = { fine: 0, serverFailure: 2, noSuchName: 3 } as const;

/** The only question of a query; undefined for anything else. */
export function readQuestion(message: Buffer): Question | undefined {
  if (message.length < 17 || message.readUInt16BE(4) !== 1 || (message.readUInt8(2) & 0xf8) !== 0)
    return undefined;
  const labels: string[] = [];
  let at = 12;
  for (;;) {
    const length = message[at] ?? 0xff;
    if (length > 63 || at + 1 + length + 4 > message.length) return undefined;
    at += 1;
    if (length === 0) break;
    labels.push(message.toString('latin1', at, at + length));
    at += length;
  }
  return { name: labels.join('.').toLowerCase(), type: message.readUInt16BE(at), end: at + 4 };
}

/** The answer to a query: addresses of the name, or a code. Nobody may keep it: containers come and go. */
export function answerTo(
  query: Buffer,
  { end }: Question,
  code: number,
  addresses: readonly string[] = [],
): Buffer {
  const header = Buffer.from(query.subarray(0, 12));
  header.writeUInt8((query.readUInt8(2) & 0x01) | 0x84, 2); // an answer, with authority, recursion as it was desired
  header.writeUInt8(0x80 | code, 3);
  header.writeUInt16BE(addresses.length, 6);
  header.writeUInt32BE(0, 8);
  return Buffer.concat([header, query.subarray(12, end), ...addresses.map(record)]);
}

/** One address of the name in the question. */
function record(address: string): Buffer {
  const fixed = Buffer.from([0xc0, 12, 0, typeA, 0, 1, 0, 0, 0, 0, 0, 4]);
  return Buffer.concat([fixed, Buffer.from(address.split('.').map(Number))]);
}
