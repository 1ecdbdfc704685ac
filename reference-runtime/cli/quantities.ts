/** Sizes and times as people type and read them. Option parsers throw Error with the reason alone. */

const units = ['b', 'k', 'm', 'g', 't', 'p'];

/**
 * `64m`, `1.5g`, `67108864`, `32 MB`, in powers of 1024. -1 is passed through where `unlimited` is lawful.
 * Clauses: LIMIT-2, LIMIT-3, LIMIT-6.
 */
export function parseSize(text: string, { unlimited = false } = {}): number {
  if (unlimited && text === '-1') return -1;
  const match = /^(\d+(?:\.\d+)?) ?([bkmgtp])?(?:i?b)?$/i.exec(text);
  if (!match || (match[2]?.toLowerCase() === 'b' && /bb$/i.test(text)))
    throw new Error(`invalid size: '${text}'`);
  return Math.floor(Number(match[1]) * 1024 ** units.indexOf((match[2] ?? 'b').toLowerCase()));
}

export function parseInteger(text: string): number {
  if (!/^[+-]?\d+$/.test(text)) throw new Error('it is no whole number');
  return Number(text);
}

/** `0.5` processors as billionths, which is how the API counts them. */
export function parseProcessors(text: string): number {
  if (!/^\d*\.?\d+$/.test(text)) throw new Error('it is no number of processors, like 0.5 or 2');
  return Math.round(Number(text) * 1e9);
}

const seconds: Record<string, number> = { ms: 0.001, s: 1, m: 60, h: 3600 };

/** Seconds since 1970 from a Unix time, a date (RFC 3339), or a span before now such as `90s`, `1h30m`. */
export function parseTime(text: string, now = Date.now()): string {
  if (/^\d+(\.\d+)?$/.test(text)) return text;
  const spans = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)];
  if (spans.length > 0 && spans.map(([all]) => all).join('') === text) {
    const span = spans.reduce((sum, [, count, unit]) => sum + Number(count) * (seconds[unit ?? ''] ?? 0), 0);
    return (now / 1000 - span).toFixed(3);
  }
  const date = Date.parse(text);
  if (Number.isNaN(date))
    throw new Error('it is no Unix time, no date like 2026-01-31T12:00:00Z and no span like 10m');
  // Date keeps milliseconds only; what an engine printed has nine digits, and asking again from there must not lose them.
  const fraction = /\.(\d{1,9})/.exec(text)?.[1] ?? '';
  return fraction ? `${Math.floor(date / 1000)}.${fraction}` : `${date / 1000}`;
}

/** `1.98MB`, `5B`: three digits, powers of 1000, as disks are sold. */
export function humanSize(bytes: number): string {
  const names = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
  let value = bytes;
  let index = 0;
  while (value >= 1000 && index < names.length - 1) {
    value /= 1000;
    index++;
  }
  return `${Number(value.toPrecision(3))}${names[index]}`;
}

/** `NAME=VALUE`, several times. */
export const namedValues = (texts: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    texts.map((text) => {
      const [name = '', value = ''] = text.split(/=(.*)/s);
      return [name, value];
    }),
  );
