/** Speaks HTTP with an engine over its unix socket: ours, or any Docker Engine of API 1.41. */
import {
  Agent,
  request as httpRequest,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type RequestOptions,
} from 'node:http';
import type { Duplex, Readable } from 'node:stream';
import { CommandFailure, exitStatus, messageOf } from './failure';

const apiVersion = 'v1.41';

type QueryValue = string | number | boolean | readonly string[] | undefined;

export interface Call {
  readonly query?: Readonly<Record<string, QueryValue>>;
  /** Sent as JSON, or streamed when it is a stream. */
  readonly body?: object | Readable;
  readonly headers?: OutgoingHttpHeaders;
}

/** The engine said no. */
export class EngineRefusal extends Error {
  override readonly name = 'EngineRefusal';
  constructor(
    message: string,
    readonly status: number,
    /** Only our own engine tells it. */
    readonly category?: string,
  ) {
    super(`Error response from daemon: ${message}`);
  }
}

export class EngineClient {
  readonly #agent = new Agent({ keepAlive: true });

  constructor(readonly socketPath: string) {}

  /** The answer of a call whose answer has a body. Throws EngineRefusal, or CommandFailure when nobody answers. */
  async json<T>(method: string, path: string, call: Call = {}): Promise<T> {
    return JSON.parse(await textOf(await this.stream(method, path, call))) as T;
  }

  /** A call whose answer does not matter. */
  async tell(method: string, path: string, call: Call = {}): Promise<void> {
    await textOf(await this.stream(method, path, call));
  }

  /** The answer as it comes, once its headers are here. */
  async stream(method: string, path: string, call: Call = {}): Promise<IncomingMessage> {
    const { response } = await this.#send(method, path, call);
    if ((response.statusCode ?? 500) >= 400) throw await refusal(response);
    return response;
  }

  /** Takes the connection over: afterwards it carries a process's streams, both ways. */
  async takeOver(path: string, call: Pick<Call, 'query' | 'body'>): Promise<Duplex> {
    const headers = { Connection: 'Upgrade', Upgrade: 'tcp' };
    const { response, socket, head } = await this.#send('POST', path, { ...call, headers });
    if (!socket) throw await refusal(response);
    if (head && head.length > 0) socket.unshift(head);
    return socket;
  }

  #send(method: string, path: string, { query = {}, body, headers = {} }: Call): Promise<Sent> {
    const streamed = isStream(body);
    const content = body && !streamed ? JSON.stringify(body) : undefined;
    const options: RequestOptions & { servername: string } = {
      socketPath: this.socketPath,
      agent: this.#agent,
      // Means something to TLS only; but without it node asks whether the Host header is an IPv6 address, and compiling that
      // regular expression takes longer than all our requests.
      servername: '',
      method,
      path: `/${apiVersion}${path}${queryText(query)}`,
      headers: { Host: 'engine', ...bodyHeaders(content, streamed), ...headers },
    };
    return new Promise((resolve, reject) => {
      const sending = httpRequest(options);
      sending.on('response', (response) => resolve({ response }));
      sending.on('upgrade', (response, socket, head) => resolve({ response, socket, head }));
      sending.on('error', (error) => reject(this.#unreachable(error)));
      if (streamed) body.on('error', reject).pipe(sending);
      else sending.end(content);
    });
  }

  /** An answer broke off: the engine is gone, what it was asked for may have happened or not. */
  lost(error: unknown): CommandFailure {
    const message = `lost the engine at unix://${this.socketPath}: ${messageOf(error)}. Containers run on without it.`;
    return new CommandFailure(message, exitStatus.refused, { cause: error });
  }

  #unreachable(error: NodeJS.ErrnoException): CommandFailure {
    const why: Record<string, string> = {
      ENOENT: 'there is no such socket',
      ECONNREFUSED: 'nobody listens there',
      EACCES: 'you may not use it; root may',
      ENOTSOCK: 'it is no socket',
    };
    const reason = why[error.code ?? ''];
    if (!reason) return this.lost(error);
    return new CommandFailure(
      `Cannot connect to the engine at unix://${this.socketPath}: ${reason}.
Start it as root with: scr daemon
Or say where it listens: scr --host unix://PATH …, or SCR_HOST=unix://PATH`,
    );
  }
}

interface Sent {
  readonly response: IncomingMessage;
  readonly socket?: Duplex;
  readonly head?: Buffer;
}

function bodyHeaders(content: string | undefined, streamed: boolean): OutgoingHttpHeaders {
  if (streamed) return { 'Content-Type': 'application/x-tar' };
  if (content === undefined) return {};
  return { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(content) };
}

const isStream = (body: object | undefined): body is Readable => body !== undefined && 'pipe' in body;

function queryText(query: Readonly<Record<string, QueryValue>>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === false || value === '') continue;
    for (const each of Array.isArray(value) ? value : [value])
      parameters.append(name, each === true ? '1' : `${each}`);
  }
  return parameters.size > 0 ? `?${parameters}` : '';
}

function textOf(response: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    response.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    response.on('end', () => resolve(text)).on('error', reject);
  });
}

async function refusal(response: IncomingMessage): Promise<EngineRefusal> {
  const text = await textOf(response);
  const status = response.statusCode ?? 500;
  try {
    const { message, category } = JSON.parse(text) as { message: string; category?: string };
    return new EngineRefusal(message, status, category);
  } catch {
    return new EngineRefusal(text.trim() || `status ${status}`, status);
  }
}
