/**
 * Tells the containers of one network each other's addresses, at the network's gateway; passes every other question on. It
 * lives in the daemon: while that is away, names are unknown and addresses go on working.
 */
import { createSocket, type Socket as DatagramSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { answerCode, answerTo, readQuestion, typeA } from './dns-message';

export interface Names {
  /** Addresses of a name, as the container with this address may know them; undefined when it is no container's. */
  lookUp(client: string, name: string): readonly string[] | undefined;
  /** Whom to ask about everything else, on behalf of the container with this address. */
  upstream(client: string): Promise<readonly string[]>;
}

const port = 53;
const patienceMs = 2000;

export class DnsServer {
  private constructor(
    private readonly datagrams: DatagramSocket,
    private readonly streams: Server,
  ) {}

  /** Rejects with EADDRINUSE when somebody else answers at that address. */
  static async open(address: string, names: Names): Promise<DnsServer> {
    const datagrams = createSocket('udp4');
    const streams = createServer((socket) => void serve(socket, names));
    datagrams.on('message', (query, { address: client, port: replyTo }) => {
      void answer(query, client, names, overDatagrams).then(
        (reply) => reply && datagrams.send(reply, replyTo, client, () => undefined),
        () => undefined, // the server was closed meanwhile
      );
    });
    try {
      datagrams.bind(port, address);
      await once(datagrams, 'listening');
      streams.listen(port, address);
      await once(streams, 'listening');
    } catch (error) {
      datagrams.close();
      throw error;
    }
    datagrams.on('error', () => undefined); // one that could not be sent: the client asks again
    datagrams.unref();
    streams.unref();
    return new DnsServer(datagrams, streams);
  }

  close(): void {
    this.datagrams.close();
    this.streams.close();
  }
}

type Forward = (query: Buffer, server: string) => Promise<Buffer>;

async function answer(
  query: Buffer,
  client: string,
  names: Names,
  forward: Forward,
): Promise<Buffer | undefined> {
  const question = readQuestion(query);
  if (!question) return undefined;
  const addresses = names.lookUp(client, question.name);
  if (addresses) return answerTo(query, question, answerCode.fine, question.type === typeA ? addresses : []);
  for (const server of await names.upstream(client)) {
    const reply = await forward(query, server).catch(() => undefined);
    if (reply) return reply;
  }
  return answerTo(query, question, answerCode.serverFailure);
}

async function overDatagrams(query: Buffer, server: string): Promise<Buffer> {
  const socket = createSocket(server.includes(':') ? 'udp6' : 'udp4');
  try {
    socket.connect(port, server);
    await once(socket, 'connect', { signal: AbortSignal.timeout(patienceMs) });
    socket.send(query);
    const [reply] = (await once(socket, 'message', { signal: AbortSignal.timeout(patienceMs) })) as [Buffer];
    return reply;
  } finally {
    socket.close();
  }
}

/** Over a stream each message has its length in front. */
async function serve(socket: Socket, names: Names): Promise<void> {
  socket.setTimeout(5 * patienceMs, () => socket.destroy()).on('error', () => socket.destroy());
  const client = socket.remoteAddress ?? '';
  let held = Buffer.alloc(0);
  socket.on('data', (data: Buffer) => {
    held = Buffer.concat([held, data]);
    for (let size = whole(held); size > 0; size = whole(held)) {
      const query = held.subarray(2, size);
      held = held.subarray(size);
      void answer(query, client, names, overStream).then((reply) => reply && socket.write(framed(reply)));
    }
  });
}

/** Size of the first message with its length, 0 while it is not complete. */
const whole = (held: Buffer): number =>
  held.length >= 2 && held.length >= 2 + held.readUInt16BE(0) ? 2 + held.readUInt16BE(0) : 0;

function framed(message: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(message.length);
  return Buffer.concat([length, message]);
}

async function overStream(query: Buffer, server: string): Promise<Buffer> {
  const socket = connect({ host: server, port, timeout: patienceMs });
  socket.on('timeout', () => socket.destroy(new Error(`no answer from ${server}`)));
  try {
    socket.write(framed(query));
    let held = Buffer.alloc(0);
    for await (const data of socket as AsyncIterable<Buffer>) {
      held = Buffer.concat([held, data]);
      if (whole(held) > 0) return held.subarray(2, whole(held));
    }
    throw new Error(`${server} ended before it answered`);
  } finally {
    socket.destroy();
  }
}
