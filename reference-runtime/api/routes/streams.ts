/** Attach, logs, wait, events: answers that last. */
import { once } from 'node:events';
import type { Duplex, Writable } from 'node:stream';
import { type AttachRequest, attach } from '../../engine/attach';
import { find } from '../../engine/engine';
import type { EngineEvent } from '../../engine/events';
import type { Input } from '../../engine/input';
import { hasLabel } from '../../engine/labels';
import { logs } from '../../engine/logs';
import { wait, waitConditions } from '../../engine/wait';
import { RuntimeError } from '../../errors';
import type { OutputChunk } from '../../isolation/monitored';
import { begin } from '../answer';
import { frame } from '../frames';
import type { Query } from '../query';
import type { Handler, Route, Takeover } from '../router';

const attachContainer: Takeover = async ({ engine, query, param, signal }, socket, accept) => {
  const attachment = attach(engine, param('id'), attachRequest(query), signal);
  accept();
  const input = passInput(socket, attachment.input).catch((error: unknown) =>
    engine.log.warn({ err: error, container: param('id') }, 'the input of an attached client was cut off'),
  );
  // The end of the output ends the session; what the client might still say no process hears.
  await passOutput(attachment.output, attachment.terminal, socket, signal);
  socket.end();
  await input;
};

const attachRequest = (query: Query): AttachRequest => ({
  stdin: query.flag('stdin'),
  stdout: query.flag('stdout'),
  stderr: query.flag('stderr'),
  logs: query.flag('logs'),
  stream: query.flag('stream'),
});

export async function passInput(socket: Duplex, input: Input): Promise<void> {
  try {
    for await (const data of socket.iterator({ destroyOnReturn: false })) await input.write(data as Buffer);
  } catch (error) {
    if (!socket.destroyed) throw error;
  }
  await input.end();
}

/** The log file is the buffer: nothing is read before the client took what came before. */
export async function passOutput(
  output: AsyncIterable<OutputChunk>,
  terminal: boolean,
  client: Writable,
  signal: AbortSignal,
): Promise<void> {
  try {
    for await (const chunk of output) {
      if (signal.aborted) return;
      if (!client.write(terminal ? chunk.data : frame(chunk))) await once(client, 'drain', { signal });
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

const containerLogs: Handler = async ({ engine, query, param, signal }, response) => {
  const { settings } = find(engine, param('id')).record;
  const request = {
    stdout: query.flag('stdout'),
    stderr: query.flag('stderr'),
    follow: query.flag('follow'),
    timestamps: query.flag('timestamps'),
    tail: tail(query),
    since: query.time('since'),
    until: query.time('until'),
  };
  if (!request.stdout && !request.stderr)
    throw new RuntimeError('invalid', 'logs of which stream? say stdout=1, stderr=1, or both');
  const output = logs(engine, param('id'), request, signal);
  begin(response, 'application/vnd.docker.raw-stream');
  await passOutput(output, settings.terminal, response, signal);
  response.end();
};

/** Docker's clients say `all`, or a number; what is less than none means all. */
function tail(query: Query): number | undefined {
  if (query.text('tail') === 'all') return undefined;
  const lines = query.integer('tail');
  return lines === undefined || lines < 0 ? undefined : lines;
}

const waitForContainer: Handler = async ({ engine, query, param, signal }, response) => {
  const condition = query.oneOf('condition', waitConditions, 'not-running');
  const waiting = wait(engine, param('id'), condition, signal);
  // At once: a client starts the container when it knows that somebody watches over its end.
  begin(response, 'application/json');
  const exitStatus = await waiting;
  if (exitStatus === undefined) return;
  response.end(`${JSON.stringify({ StatusCode: exitStatus, Error: null })}\n`);
};

const events: Handler = async ({ engine, query, signal }, response) => {
  const filters = query.filters();
  const news = engine.events.listen({ since: query.time('since'), until: query.time('until'), signal });
  begin(response, 'application/json');
  for await (const event of news) {
    if (!wanted(event, filters)) continue;
    if (!response.write(`${JSON.stringify(eventJson(event))}\n`))
      await once(response, 'drain', { signal }).catch(() => undefined);
  }
  response.end();
};

function wanted(event: EngineEvent, filters: Record<string, string[]>): boolean {
  const values: Record<string, (value: string) => boolean> = {
    type: (value) => event.type === value,
    event: (value) => event.action === value,
    container: (value) =>
      event.type === 'container' && (event.id.startsWith(value) || event.attributes.name === value),
    image: (value) => event.attributes.image === value || event.id === value,
    label: (value) => hasLabel(event.attributes, value),
  };
  return Object.entries(filters).every(([name, all]) => all.some((value) => values[name]?.(value) ?? false));
}

const eventJson = ({ type, action, id, attributes, time }: EngineEvent): object => ({
  status: action,
  id,
  ...(attributes.image && { from: attributes.image }),
  Type: type,
  Action: action,
  Actor: { ID: id, Attributes: attributes },
  scope: 'local',
  time: Number(time / 1_000_000_000n),
  timeNano: Number(time),
});

export const streamRoutes: readonly Route[] = [
  { method: 'POST', path: '/containers/:id/attach', takeOver: attachContainer },
  { method: 'GET', path: '/containers/:id/logs', handle: containerLogs },
  { method: 'POST', path: '/containers/:id/wait', handle: waitForContainer },
  { method: 'GET', path: '/events', handle: events },
];
