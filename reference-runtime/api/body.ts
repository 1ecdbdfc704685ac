/** Reading the JSON body of a request. Unknown fields are tolerated; a field of the wrong type is a RuntimeError `invalid`. */
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { RuntimeError } from '../errors';

/** No description of a container comes near it. */
const mostBytes = 4 * 1024 * 1024;

/** The fields of the JSON object in the body; none when the body is empty or null. */
export async function readBody(request: IncomingMessage): Promise<Fields> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    demandSize(size);
    chunks.push(chunk);
  }
  return fieldsOf(chunks);
}

/** The same where Node has handed the connection over before it read the body: what follows it stays in the socket. */
export async function readRawBody(request: IncomingMessage, socket: Duplex): Promise<Fields> {
  let missing = Number(request.headers['content-length'] ?? 0);
  demandSize(missing);
  const chunks: Buffer[] = [];
  while (missing > 0 && !socket.readableEnded && !socket.destroyed) {
    const chunk = socket.read(Math.min(missing, socket.readableLength)) as Buffer | null;
    if (chunk) {
      chunks.push(chunk);
      missing -= chunk.length;
    } else await Promise.race([once(socket, 'readable'), once(socket, 'close')]);
  }
  socket.removeAllListeners('readable');
  return fieldsOf(chunks);
}

function demandSize(size: number): void {
  if (size > mostBytes) throw new RuntimeError('invalid', `the body is larger than ${mostBytes} bytes`);
}

const fieldsOf = (chunks: readonly Buffer[]): Fields =>
  new Fields(parse(Buffer.concat(chunks).toString('utf8')), '');

function parse(text: string): object {
  if (text.trim() === '') return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new RuntimeError('invalid', `the body is not JSON: ${(cause as Error).message}`, { cause });
  }
  if (value === null) return {};
  if (typeof value === 'object' && !Array.isArray(value)) return value;
  throw new RuntimeError('invalid', 'the body must be a JSON object');
}

/** The fields of a JSON object. null counts as absent. */
export class Fields {
  constructor(
    private readonly object: object,
    private readonly path: string,
  ) {}

  /** The value as it came; for telling whether a client asked for something at all. */
  raw(name: string): unknown {
    return Object.hasOwn(this.object, name) ? (this.object as Record<string, unknown>)[name] : undefined;
  }

  text(name: string): string | undefined {
    return this.typed(name, `a string ${withoutNul}`, isText);
  }

  flag(name: string): boolean {
    return this.typed<boolean>(name, 'true or false', (value) => typeof value === 'boolean') ?? false;
  }

  integer(name: string): number | undefined {
    return this.typed(name, 'a whole number', Number.isSafeInteger);
  }

  texts(name: string): string[] | undefined {
    return this.typed(name, `a list of strings ${withoutNul}`, isTexts);
  }

  /** Commands may be written as one word. */
  words(name: string): string[] | undefined {
    return typeof this.raw(name) === 'string' ? [this.text(name) ?? ''] : this.texts(name);
  }

  /** A JSON object whose values are strings. */
  textMap(name: string): Record<string, string> | undefined {
    return this.typed(
      name,
      `an object of strings ${withoutNul}`,
      (value) => isObject(value) && isTexts(Object.values(value)),
    );
  }

  /** A JSON object of which only the names count. */
  nameSet(name: string): Record<string, Record<string, never>> | undefined {
    const map = this.typed<object>(name, 'an object', isObject);
    return map && Object.fromEntries(Object.keys(map).map((key) => [key, {}]));
  }

  /** What it says something about. */
  names(): string[] {
    return Object.entries(this.object).flatMap(([name, value]) => (value === null ? [] : [name]));
  }

  fields(name: string): Fields {
    return new Fields(this.typed<object>(name, 'an object', isObject) ?? {}, `${this.path}${name}.`);
  }

  list(name: string): Fields[] {
    const items = this.typed<object[]>(
      name,
      'a list of objects',
      (value) => Array.isArray(value) && value.every(isObject),
    );
    return (items ?? []).map((item, index) => new Fields(item, `${this.path}${name}[${index}].`));
  }

  private typed<T>(name: string, kind: string, fits: (value: unknown) => boolean): T | undefined {
    const value = this.raw(name);
    if (value === undefined || value === null) return undefined;
    if (fits(value)) return value as T;
    throw new RuntimeError(
      'invalid',
      `the field ${this.path}${name} must be ${kind}, not ${JSON.stringify(value)}`,
    );
  }
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
/** execve(2), open(2) and all the others end a string at its first NUL. */
const isText = (value: unknown): value is string => typeof value === 'string' && !value.includes('\0');
const withoutNul = 'without NUL characters';
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);
