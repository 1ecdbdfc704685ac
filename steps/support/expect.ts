/** Every check of a scenario goes through here: it counts itself, and says what was expected and what was there. */
import { isDeepStrictEqual } from 'node:util';
import { Violation } from '../../harness/verdicts/evidence';

let executed = 0;

/** How many checks this process has executed since it began: hooks compare two readings. */
export const checksExecuted = (): number => executed;

/** @throws {Violation} unless both are deeply equal. */
export function expectEqual(what: string, actual: unknown, expected: unknown): void {
  expectThat(what, isDeepStrictEqual(actual, expected), { actual, expected });
}

/** The same bytes. @throws {Violation} unless they are. */
export function expectBytes(what: string, actual: Buffer, expected: Buffer): void {
  expectThat(what, actual.equals(expected), { actual, expected });
}

/** The same members, in any order. @throws {Violation} unless they are. */
export function expectSet(what: string, actual: readonly string[], expected: readonly string[]): void {
  expectEqual(what, [...actual].sort(), [...expected].sort());
}

/** @throws {Violation} unless `holds`. */
export function expectThat(
  what: string,
  holds: boolean,
  { actual, expected }: { actual: unknown; expected: unknown },
): void {
  executed += 1;
  if (!holds) throw new Violation(show(expected), show(actual), what);
}

const longest = 2000;

function show(value: unknown): string {
  if (Buffer.isBuffer(value)) return `${value.length} bytes ${show(value.subarray(0, 300).toString())}`;
  const text = JSON.stringify(value) ?? String(value);
  return text.length > longest ? `${text.slice(0, longest)}… (${text.length} characters)` : text;
}
