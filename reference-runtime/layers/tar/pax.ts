import type { ByteString, Timestamp } from '../file-entry';
import { ArchiveError } from './archive-error';

// Extended headers: POSIX.1-2017, pax, "pax Extended Header". A record is "length key=value\n"; length counts itself.
// Extended attributes go by the key SCHILY.xattr.<name> with the value as raw bytes, as star, GNU tar and Go's archive/tar do.

export const XATTR_KEY = 'SCHILY.xattr.';

/** The records of an extended header, in order: GNU sparse maps repeat keys. Throws ArchiveError. */
export function decodePax(data: Buffer): [key: string, value: Buffer][] {
  const records: [string, Buffer][] = [];
  for (let at = 0; at < data.length; ) {
    const space = data.indexOf(0x20, at);
    const length = Number(data.toString('latin1', at, space));
    const equals = data.indexOf(0x3d, space);
    const end = at + length;
    if (
      space < 0 ||
      !(length > 4) ||
      end > data.length ||
      equals < 0 ||
      equals >= end ||
      data[end - 1] !== 0x0a
    ) {
      throw new ArchiveError('a malformed extended header');
    }
    records.push([data.toString('latin1', space + 1, equals), data.subarray(equals + 1, end - 1)]);
    at = end;
  }
  return records;
}

export function encodePax(records: ReadonlyMap<string, ByteString>): Buffer {
  const encoded: string[] = [];
  for (const [key, value] of records) {
    const rest = key.length + value.length + 3;
    let length = rest + String(rest).length;
    length = rest + String(length).length;
    encoded.push(`${length} ${key}=${value}\n`);
  }
  return Buffer.from(encoded.join(''), 'latin1');
}

/** "12", "-3.25": seconds with a fraction of any length; digits beyond nanoseconds are dropped. */
export function decodeTime(text: string): Timestamp {
  const match = /^(-?)(\d+)(?:\.(\d*))?$/.exec(text);
  if (!match) throw new ArchiveError(`the time ${JSON.stringify(text)} is no number of seconds`);
  const whole = Number(match[2]);
  const fraction = Number((match[3] ?? '').slice(0, 9).padEnd(9, '0'));
  if (!match[1]) return { seconds: whole, nanoseconds: fraction };
  return fraction === 0
    ? { seconds: 0 - whole, nanoseconds: 0 }
    : { seconds: -whole - 1, nanoseconds: 1e9 - fraction };
}

export function encodeTime({ seconds, nanoseconds }: Timestamp): string {
  if (seconds < 0 && nanoseconds > 0) {
    const whole = -seconds - 1;
    return `-${whole}.${String(1e9 - nanoseconds).padStart(9, '0')}`;
  }
  return nanoseconds === 0 ? String(seconds) : `${seconds}.${String(nanoseconds).padStart(9, '0')}`;
}
