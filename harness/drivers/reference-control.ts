/** How the process of a scenario asks the suite's own process to take the bundled runtime down and up again. */
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** The variable that names the socket. */
export const controlVariable = 'CONFORM_REFERENCE';

const done = 'done';

/** Listens until it is closed; holds nobody's process alive. An order is `down`, `kill` or `up`. */
export async function serveControl(socket: string, obey: (order: string) => Promise<void>): Promise<Server> {
  const server = createServer({ allowHalfOpen: true }, (connection) => {
    said(connection)
      .then(obey)
      .then(
        () => connection.end(done),
        (error: Error) => connection.end(error.message),
      );
  });
  server.listen(socket).unref();
  await once(server, 'listening');
  return server;
}

/** Resolves when the order was carried out; rejects with what went wrong. */
export async function order(word: string): Promise<void> {
  const socket = process.env[controlVariable];
  if (!socket)
    throw new Error(`${controlVariable} names no socket: the suite has not started this runtime itself`);
  const connection = connect({ path: socket, allowHalfOpen: true });
  connection.end(word);
  const answer = await said(connection);
  if (answer !== done) throw new Error(answer);
}

/** What the other side has said when it has no more to say; this side may still answer. */
async function said(connection: Socket): Promise<string> {
  let words = '';
  connection.setEncoding('utf8').on('data', (text: string) => {
    words += text;
  });
  await once(connection, 'end');
  return words;
}
