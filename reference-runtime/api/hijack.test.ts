import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { accepting, detachFromHttp } from './hijack';

const folder = mkdtempSync(path.join(tmpdir(), 'hijack-'));
const socketPath = path.join(folder, 'socket');
/** Takes every connection over: says what it heard when the client has ended its half, then something more. */
const server = createServer((request, response) => {
  const socket = detachFromHttp(request, response);
  accepting(socket, false)();
  // Reading a stream to its end must not destroy it: the other half lives on.
  void text(socket.iterator({ destroyOnReturn: false })).then((heard) => {
    socket.write(`heard ${heard}`);
    socket.end('!');
  });
}).listen(socketPath);
after(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

async function client(): Promise<Socket> {
  const socket = connect({ path: socketPath, allowHalfOpen: true });
  socket.write('POST /attach HTTP/1.1\r\nHost: x\r\n\r\n');
  const [head] = (await once(socket, 'data')) as [Buffer];
  assert.match(head.toString(), /^HTTP\/1\.1 200 OK\r\n.*\r\n\r\n$/s);
  return socket;
}

test('after the answer the connection is raw both ways, each half for itself', async () => {
  const socket = await client();
  socket.write('GET / HTTP/1.1\r\n\r\n');
  socket.end('\0\xff');
  assert.equal(await text(socket), 'heard GET / HTTP/1.1\r\n\r\n\0\u00ff!');
});

test('much input arrives whole', async () => {
  const socket = await client();
  const much = '0123456789abcde\n'.repeat(1 << 16);
  socket.end(much);
  assert.equal(await text(socket), `heard ${much}!`);
});
