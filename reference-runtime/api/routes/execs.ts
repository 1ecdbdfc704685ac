/** Other processes in running containers. */
import type { Duplex } from 'node:stream';
import { find } from '../../engine/engine';
import { createExec, findExec, resizeExec, startExec } from '../../engine/exec';
import type { ExecSession } from '../../engine/exec-session';
import { select } from '../../engine/output';
import { type Category, RuntimeError } from '../../errors';
import { answer } from '../answer';
import { readBody } from '../body';
import { frame } from '../frames';
import { answerRaw } from '../hijack';
import type { Exchange, Handler, Route, Takeover } from '../router';
import { cells, terminalSize } from '../terminal-size';
import { passInput, passOutput } from './streams';

const createOne: Handler = async ({ engine, param, request }, response) => {
  find(engine, param('id')); // an unknown container before a malformed body
  const body = await readBody(request);
  const id = createExec(engine, param('id'), {
    argv: body.words('Cmd') ?? [],
    environment: body.texts('Env') ?? [],
    user: body.text('User') ?? '',
    cwd: body.text('WorkingDir') ?? '',
    terminal: body.flag('Tty'),
    stdin: body.flag('AttachStdin'),
    stdout: body.flag('AttachStdout'),
    stderr: body.flag('AttachStderr'),
    privileged: body.flag('Privileged'),
  });
  answer(response, 201, { Id: id });
};

const startOne: Takeover = async (exchange, socket, accept) => {
  const body = await exchange.body();
  const { engine, param } = exchange;
  if (body.flag('Detach')) {
    await startExec(engine, param('id'), { detached: true });
    return answerRaw(socket, 200);
  }
  const session = findExec(engine, param('id'));
  try {
    await startExec(engine, session.id, { detached: false, size: terminalSize(body.raw('ConsoleSize')) });
  } catch (error) {
    return tellRefusal(error, session, socket, accept);
  }
  accept();
  await passStreams(exchange, session, socket);
};

async function passStreams(
  { engine, signal }: Exchange,
  session: ExecSession,
  socket: Duplex,
): Promise<void> {
  const { asked } = session;
  const input = passInput(socket, session.input).catch((error: unknown) =>
    engine.log.warn({ err: error, exec: session.id }, 'the input of an attached client was cut off'),
  );
  await passOutput(select(session.output(signal), asked), asked.terminal, socket, signal);
  socket.end();
  await input;
}

const toldInStreams: readonly Category[] = ['command-not-found', 'command-not-executable', 'invalid'];

/**
 * docker's client reads the reason from the streams, and the exit status from the session: an HTTP refusal it would take for
 * the status 1.
 */
function tellRefusal(error: unknown, session: ExecSession, socket: Duplex, accept: () => void): void {
  if (!(error instanceof RuntimeError) || !toldInStreams.includes(error.category)) throw error;
  accept();
  const data = Buffer.from(`${error.message}\r\n`);
  socket.end(session.asked.terminal ? data : frame({ stream: 'stderr', time: 0n, data }));
}

const inspectOne: Handler = ({ engine, param }, response) => {
  const { id, container, monitored, exitStatus, asked } = findExec(engine, param('id'));
  const [entrypoint = '', ...args] = asked.argv;
  answer(response, 200, {
    ID: id,
    ContainerID: container.record.id,
    Running: monitored !== undefined,
    ExitCode: exitStatus ?? null,
    Pid: monitored?.pid ?? 0,
    OpenStdin: asked.stdin,
    OpenStdout: asked.stdout,
    OpenStderr: asked.stderr,
    CanRemove: false,
    DetachKeys: '',
    ProcessConfig: {
      entrypoint,
      arguments: args,
      tty: asked.terminal,
      privileged: asked.privileged,
      user: asked.user,
    },
  });
};

const resizeOne: Handler = async ({ engine, query, param }, response) => {
  await resizeExec(engine, param('id'), cells(query, 'h'), cells(query, 'w'));
  answer(response, 200);
};

export const execRoutes: readonly Route[] = [
  { method: 'POST', path: '/containers/:id/exec', handle: createOne },
  { method: 'POST', path: '/exec/:id/start', takeOver: startOne },
  { method: 'POST', path: '/exec/:id/resize', handle: resizeOne },
  { method: 'GET', path: '/exec/:id/json', handle: inspectOne },
];
