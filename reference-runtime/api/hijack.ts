/** Turning an HTTP connection into a raw one, as docker clients expect of attach. */
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { apiHeaders } from './answer';

/**
 * The connection of a request that did not ask for another protocol. Node gives it up only when asked to upgrade; the
 * clients of old just go on talking after the headers. So the HTTP parser is taken off the socket by hand: with a listener
 * for `data` of ours, Node itself feeds the parser from the socket's `data` events (lib/_http_server.js, Node 20: unconsume),
 * and those are then cut.
 */
export function detachFromHttp(request: IncomingMessage, response: ServerResponse): Duplex {
  const { socket } = request;
  response.detachSocket(socket);
  const ignore = (): void => undefined;
  socket.on('data', ignore);
  for (const event of ['data', 'end', 'drain', 'timeout', 'error']) socket.removeAllListeners(event);
  socket.pause();
  return socket;
}

/** How to tell the client that the connection is raw from now on. */
export function accepting(socket: Duplex, upgraded: boolean): () => void {
  const first = upgraded
    ? 'HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n'
    : 'HTTP/1.1 200 OK\r\nConnection: close\r\n';
  const headers = Object.entries(apiHeaders).map(([name, value]) => `${name}: ${value}\r\n`);
  return () => {
    socket.write(`${first}Content-Type: application/vnd.docker.raw-stream\r\n${headers.join('')}\r\n`);
  };
}

/** A whole answer on a connection that HTTP has given up, and the end of it. */
export function answerRaw(socket: Duplex, status: number, value?: object): void {
  const text = value ? `${JSON.stringify(value)}\n` : '';
  const headers = Object.entries({
    ...apiHeaders,
    ...(value && { 'Content-Type': 'application/json' }),
    'Content-Length': Buffer.byteLength(text),
    Connection: 'close',
  });
  const head = headers.map(([name, each]) => `${name}: ${each}\r\n`).join('');
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${head}\r\n${text}`);
}
