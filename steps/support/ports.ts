/** The ports of the host that a scenario uses, and what answers there. */
import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { Protocol, PublishWish } from '../../harness/drivers/runtime';
import type { Container } from './containers';
import type { ScenarioWorld } from './world';

/** `4444/tcp`, `5000-5002/udp` */
export interface Port {
  readonly port: string;
  readonly protocol: Protocol;
}

export function parsePort(text: string): Port {
  const [port = '', protocol] = text.split('/');
  return { port, protocol: protocol === 'udp' ? 'udp' : 'tcp' };
}

type Place = Pick<PublishWish, 'hostPort' | 'hostAddress'>;

/** Where a caller may want a port to be published, in the words of the features. */
export const places: Readonly<
  Record<string, (world: ScenarioWorld, container: Container, ports: number) => Promise<Place> | Place>
> = {
  'a free port of the loopback address': () => ({ hostAddress: '127.0.0.1' }),
  'a free port': () => ({}),
  'a chosen port of the loopback address': async () => ({ ...(await chosen(1)), hostAddress: '127.0.0.1' }),
  'a chosen port of an address that the host lacks': async () => ({
    ...(await chosen(1)),
    hostAddress: '203.0.113.77',
  }),
  'chosen ports of a row': (_world, _container, ports) => chosen(ports),
  'the same number': (_world, { request }) => ({ hostPort: request.ports?.[0]?.hostPort ?? '0' }),
  'a chosen port': () => chosen(1),
  'the port of that service': ({ workspace }) => ({ hostPort: String(workspace.port) }),
  'the port 70000': () => ({ hostPort: '70000' }),
};

export async function publish(
  world: ScenarioWorld,
  container: Container,
  asked: Port,
  place: string,
): Promise<void> {
  const [first = 0, last = first] = asked.port.split('-').map(Number);
  const where = (await places[place]?.(world, container, last - first + 1)) ?? {};
  const { request } = container;
  request.ports = [...(request.ports ?? []), { ...asked, ...where }];
}

/** Ports in a row that nobody has at the moment, below those that the kernel gives out by itself. */
async function chosen(count: number): Promise<Place> {
  for (;;) {
    const first = randomInt(20_000, 32_000);
    const row = Array.from({ length: count }, (_, index) => first + index);
    const free = await Promise.all(row.map(isFree));
    if (free.every(Boolean)) return { hostPort: count === 1 ? `${first}` : `${first}-${first + count - 1}` };
  }
}

/** Whether nobody listens there at the moment. */
export async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, '0.0.0.0');
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}

/** The port of the host that leads to a port of the container: the one that was asked for, else as the runtime shows it. */
export async function hostPort(
  world: ScenarioWorld,
  { request }: Container,
  { port, protocol }: Port,
): Promise<number> {
  for (const asked of request.ports ?? []) {
    const [from = 0, to = from] = asked.port.split('-').map(Number);
    const inside = asked.protocol === protocol && Number(port) >= from && Number(port) <= to;
    if (inside && asked.hostPort) return Number(asked.hostPort.split('-')[0]) + Number(port) - from;
  }
  const shown = await world.given(
    world.runtime.publishedPort(request.name, { port: Number(port), protocol }),
  );
  return shown[0]?.hostPort ?? 0;
}

/** The address that the host has on its way out; no packet is sent for it. */
export async function hostAddress(): Promise<string> {
  const socket = createSocket('udp4');
  try {
    socket.connect(9, '198.51.100.1');
    await once(socket, 'connect');
    return socket.address().address;
  } finally {
    socket.close();
  }
}

const patienceMs = 3000;

/** What answers at a port of the host; why nothing does, in the words of the kernel. */
export async function call(protocol: Protocol, address: string, port: number): Promise<string> {
  try {
    return await (protocol === 'tcp' ? callStream(address, port) : callDatagram(address, port));
  } catch (error) {
    const { code, name } = error as NodeJS.ErrnoException;
    return code ?? name;
  }
}

async function callStream(address: string, port: number): Promise<string> {
  const socket = connect(port, address);
  const signal = AbortSignal.timeout(patienceMs);
  try {
    await once(socket, 'connect', { signal });
    socket.write('ping');
    const [data] = (await once(socket, 'data', { signal })) as [Buffer];
    return data.toString();
  } finally {
    socket.destroy();
  }
}

async function callDatagram(address: string, port: number): Promise<string> {
  const socket = createSocket('udp4');
  try {
    socket.connect(port, address);
    await once(socket, 'connect');
    socket.send('ping');
    const [data] = (await once(socket, 'message', { signal: AbortSignal.timeout(patienceMs) })) as [Buffer];
    return data.toString();
  } finally {
    socket.close();
  }
}
