/** Reading the query of a request. Everything that makes no sense is a RuntimeError `invalid` that names the parameter. */
import { RuntimeError } from '../errors';

export class Query {
  private readonly values: URLSearchParams;

  constructor(text: string) {
    this.values = new URLSearchParams(text);
  }

  /** Empty counts as absent. */
  text(name: string): string | undefined {
    return this.values.get(name) || undefined;
  }

  all(name: string): string[] {
    return this.values.getAll(name).filter((value) => value !== '');
  }

  demand(name: string): string {
    const value = this.text(name);
    if (value !== undefined) return value;
    throw new RuntimeError('invalid', `the query parameter "${name}" is missing`);
  }

  /** Docker clients write booleans in many ways; whatever is not a way to say no says yes. */
  flag(name: string): boolean {
    const value = this.text(name)?.toLowerCase();
    return value !== undefined && !['0', 'f', 'false', 'no', 'none'].includes(value);
  }

  integer(name: string): number | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    if (/^-?\d{1,15}$/.test(value)) return Number(value);
    throw new RuntimeError('invalid', `the query parameter "${name}" must be a whole number, not "${value}"`);
  }

  oneOf<T extends string>(name: string, values: readonly T[], otherwise: T): T {
    const value = this.text(name) ?? otherwise;
    const found = values.find((each) => each === value);
    if (found !== undefined) return found;
    throw new RuntimeError(
      'invalid',
      `the query parameter "${name}" must be one of ${values.join(', ')}, not "${value}"`,
    );
  }

  /** Seconds since 1970 with up to nine decimals, as nanoseconds. Zero counts as absent: so clients say "no bound". */
  time(name: string): bigint | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const match = /^(\d{1,12})(?:\.(\d{1,9}))?$/.exec(value);
    const nanoseconds = match
      ? BigInt(match[1] ?? 0) * 1_000_000_000n + BigInt((match[2] ?? '').padEnd(9, '0'))
      : isoTime(name, value);
    return nanoseconds === 0n ? undefined : nanoseconds;
  }

  /** `{"name": ["value"]}` or, as Docker's clients write it, `{"name": {"value": true}}`. */
  filters(): Record<string, string[]> {
    const text = this.text('filters');
    if (text === undefined) return {};
    const names = Object.entries(parseFilters(text));
    return Object.fromEntries(names.map(([name, values]) => [name, filterValues(text, values)]));
  }
}

function isoTime(name: string, value: string): bigint {
  const milliseconds = Date.parse(value);
  if (!Number.isNaN(milliseconds)) return BigInt(milliseconds) * 1_000_000n;
  throw new RuntimeError(
    'invalid',
    `the query parameter "${name}" must be seconds since 1970 or an RFC 3339 time, not "${value}"`,
  );
}

function parseFilters(text: string): object {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed;
  } catch {
    // Told below.
  }
  throw noFilters(text);
}

function filterValues(text: string, values: unknown): string[] {
  if (Array.isArray(values)) return values.map(String);
  if (typeof values !== 'object' || values === null) throw noFilters(text);
  return Object.entries(values).flatMap(([value, wanted]) => (wanted ? [value] : []));
}

const noFilters = (text: string): RuntimeError =>
  new RuntimeError('invalid', `the query parameter "filters" must be a JSON object of lists, not ${text}`);
