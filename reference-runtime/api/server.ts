/** The engine over HTTP: a subset of the Docker Engine API 1.41, for docker clients and for scr. */
import { createServer, type IncomingMessage, type Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { OpenEngine } from '../engine/open-engine';
import { answer } from './answer';
import { type Fields, readBody, readRawBody } from './body';
import { refusalOf } from './errors';
import { accepting, answerRaw, detachFromHttp } from './hijack';
import { type Exchange, type Match, Router, type Takeover } from './router';
import { containerRoutes } from './routes/containers';
import { execRoutes } from './routes/execs';
import { fileRoutes } from './routes/files';
import { imageRoutes } from './routes/images';
import { networkRoutes } from './routes/networks';
import { pauseRoutes } from './routes/pause';
import { processRoutes } from './routes/processes';
import { pruneRoutes } from './routes/prune';
import { statsRoutes } from './routes/stats';
import { streamRoutes } from './routes/streams';
import { systemRoutes } from './routes/system';
import { unsupportedRoutes } from './routes/unsupported';
import { volumeRoutes } from './routes/volumes';

export interface ApiServer {
  readonly http: Server;
  /** Ends every connection, in the middle of an answer too. */
  close(): Promise<void>;
}

export function apiServer(engine: OpenEngine): ApiServer {
  const router = new Router([
    ...systemRoutes,
    ...containerRoutes,
    ...networkRoutes,
    ...pauseRoutes,
    ...execRoutes,
    ...processRoutes,
    ...pruneRoutes,
    ...statsRoutes,
    ...streamRoutes,
    ...fileRoutes,
    ...imageRoutes,
    ...volumeRoutes,
    ...unsupportedRoutes,
  ]);
  const takenOver = new Set<Duplex>();
  const server = new Dispatcher(engine, router, takenOver);
  // Bodies may be archives of any size on slow disks, and waits may last for days: no time limits.
  const http = createServer({ requestTimeout: 0, keepAliveTimeout: 0 });
  http.on('request', (request, response) => void server.request(request, response));
  http.on('upgrade', (request, socket, head) => void server.upgrade(request, socket, head));
  return {
    http,
    close: async () => {
      const closed = new Promise((resolve) => http.close(resolve));
      http.closeAllConnections();
      for (const socket of takenOver) socket.destroy();
      await closed;
    },
  };
}

class Dispatcher {
  constructor(
    private readonly engine: OpenEngine,
    private readonly router: Router,
    private readonly takenOver: Set<Duplex>,
  ) {}

  async request(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const match = this.router.match(request);
      if ('takeOver' in match.route) {
        const body = await readBody(request); // while HTTP still cuts it off from what follows
        const socket = detachFromHttp(request, response);
        const exchange = this.exchange(match, request, socket, body);
        return await this.takeOver(exchange, match.route.takeOver, socket, accepting(socket, false));
      }
      await match.route.handle(this.exchange(match, request, response), response);
    } catch (error) {
      this.refuse(error, request, response);
    }
  }

  /** A client that asked to change the protocol. Only streams do; everyone else gets a plain answer. */
  async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    socket.unshift(head);
    try {
      const match = this.router.match(request);
      if ('takeOver' in match.route) {
        const body = await readRawBody(request, socket);
        const exchange = this.exchange(match, request, socket, body);
        return await this.takeOver(exchange, match.route.takeOver, socket, accepting(socket, true));
      }
      const response = new ServerResponse(request);
      response.assignSocket(socket as never);
      response.shouldKeepAlive = false;
      response.on('finish', () => socket.end());
      await match.route.handle(this.exchange(match, request, response), response);
    } catch (error) {
      refuseRaw(error, socket);
    }
  }

  private async takeOver(
    exchange: Exchange,
    takeOver: Takeover,
    socket: Duplex,
    accept: () => void,
  ): Promise<void> {
    this.takenOver.add(socket);
    socket.on('close', () => this.takenOver.delete(socket));
    socket.on('error', () => socket.destroy());
    try {
      await takeOver(exchange, socket, accept);
    } catch (error) {
      refuseRaw(error, socket);
    }
  }

  /** `read`: the body, where it cannot be read from the request any more. */
  private exchange(
    { query, param }: Match,
    request: IncomingMessage,
    end: ServerResponse | Duplex,
    read?: Fields,
  ): Exchange {
    const gone = new AbortController();
    end.once('close', () => gone.abort());
    const body = async () => read ?? (await readBody(request));
    return { engine: this.engine, request, query, param, body, signal: gone.signal };
  }

  private refuse(error: unknown, request: IncomingMessage, response: ServerResponse): void {
    const { status, body } = refusalOf(error);
    if (status === 500)
      this.engine.log.error({ err: error, request: `${request.method} ${request.url}` }, 'a request failed');
    // Too late to say anything: a cut connection is the only way left to tell that the answer is not complete.
    if (response.headersSent) response.destroy();
    else answer(response, status, status === 304 ? undefined : body);
    // Whatever the client is still sending, nobody reads it.
    request.resume();
  }
}

function refuseRaw(error: unknown, socket: Duplex): void {
  const { status, body } = refusalOf(error);
  answerRaw(socket, status, body);
}
