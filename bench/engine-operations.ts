/** One container's life over the Engine API: create, start, wait, remove, on one kept-alive connection. */
import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { OurDaemon } from './daemon';
import type { Subject } from './measure';
import type { Payload } from './payload';

export function engineSubjects(daemon: OurDaemon, { argv }: Payload): Subject[] {
  const agent = new Agent({ keepAlive: true });
  const call = (method: string, path: string, body?: object) =>
    send({ method, path, body, agent, socket: daemon.socket });
  const life = async (network: string): Promise<void> => {
    const asked = { Image: daemon.image, Cmd: argv, HostConfig: { NetworkMode: network } };
    const { Id } = JSON.parse(await call('POST', '/containers/create', asked)) as { Id: string };
    await call('POST', `/containers/${Id}/start`);
    const { StatusCode } = JSON.parse(await call('POST', `/containers/${Id}/wait`)) as { StatusCode: number };
    if (StatusCode !== 0) throw new Error(`the program ended with status ${StatusCode}`);
    await call('DELETE', `/containers/${Id}`);
  };
  return [
    { name: 'create + start + wait + remove, network none', run: () => life('none') },
    { name: 'create + start + wait + remove, with network', run: () => life('bridge') },
  ];
}

interface Call {
  readonly method: string;
  readonly path: string;
  readonly body?: object;
  readonly agent: Agent;
  readonly socket: string;
}

function send({ method, path, body, agent, socket }: Call): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/json' };
    const sending = request({ socketPath: socket, agent, method, path: `/v1.41${path}`, headers });
    sending.on('error', reject);
    sending.on('response', (response) => {
      text(response).then((answer) => {
        if ((response.statusCode ?? 500) < 400) resolve(answer);
        else reject(new Error(`${method} ${path}: ${response.statusCode} ${answer.trim()}`));
      }, reject);
    });
    sending.end(body && JSON.stringify(body));
  });
}
