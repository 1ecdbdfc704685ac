/** Other processes in a container that runs: asked for, begun, looked at. */
import path from 'node:path';
import { RuntimeError } from '../errors';
import { launchExec } from '../isolation/launch-exec';
import type { Monitored } from '../isolation/monitored';
import { type Engine, exclusively, find, tell } from './engine';
import { type ExecAsked, ExecSession, type ExecStart } from './exec-session';
import { environmentOf } from './launch-plan';
import { demandNames, mergeEnvironment } from './merge';
import { withDefaults } from './resources';
import { commandRefusal } from './start-refusal';
import { demandLawful } from './state';

/**
 * Notes what shall be executed: the identifier under which it can be begun, once.
 * Throws RuntimeError `not-found`, `conflict` (not running, paused), `invalid` (no command, a relative working directory).
 * Clauses: EXEC-1, EXEC-7 … EXEC-9, EXEC-12, EXEC-19.
 */
export function createExec(engine: Engine, reference: string, asked: ExecAsked): string {
  const container = find(engine, reference);
  demandLawful('exec in', container.state, container.record.name);
  if (asked.argv.length === 0) throw new RuntimeError('invalid', 'no command: say what to execute');
  if (asked.cwd && !path.posix.isAbsolute(asked.cwd))
    throw new RuntimeError('invalid', `the working directory "${asked.cwd}" is not an absolute path`);
  demandNames(asked.environment);
  const session = new ExecSession(container, asked);
  engine.execs.set(session.id, session);
  tell(engine, container, `exec_create: ${asked.argv.join(' ')}`, { execID: session.id });
  return session.id;
}

/** The session of this identifier. Throws RuntimeError `not-found`. */
export function findExec(engine: Engine, id: string): ExecSession {
  const session = engine.execs.get(id);
  if (session) return session;
  throw new RuntimeError('not-found', `No such exec instance: ${id}`);
}

/**
 * Executes it. Throws RuntimeError as `createExec`, and `conflict` (begun before), `command-not-found`, `command-not-executable`,
 * `invalid` (user, working directory); its exit status is then 127 or 126, and nothing of it is left.
 * Clauses: EXEC-10, EXEC-11, EXEC-13 … EXEC-18, EXEC-23 … EXEC-25.
 */
export async function startExec(engine: Engine, id: string, how: ExecStart): Promise<ExecSession> {
  const session = findExec(engine, id);
  const { container } = session;
  const { name } = container.record;
  session.begin(how);
  await exclusively(container, async () => {
    try {
      demandLawful('exec in', container.state, name);
      const monitored = await executed(engine, session);
      tell(engine, container, `exec_start: ${session.asked.argv.join(' ')}`, { execID: id });
      superviseExec(engine, session, monitored);
    } catch (cause) {
      const refusal = commandRefusal(`cannot execute in container ${name}`, session.asked.argv, cause);
      session.refused(refusal);
      throw refusal;
    }
  });
  return session;
}

async function executed(engine: Engine, session: ExecSession): Promise<Monitored> {
  const { container, asked } = session;
  const { run, record } = container;
  if (!run) throw new Error('the container has ended');
  const { config, settings } = record;
  const monitored = await launchExec({
    id: record.id,
    stateDir: session.makeDirectory(run),
    container: run.monitored,
    process: {
      argv: asked.argv,
      environment: mergeEnvironment(environmentOf(container, asked.terminal), asked.environment),
      cwd: asked.cwd || config.WorkingDir || '/',
      user: asked.user || config.User || '',
      furtherGroups: settings.furtherGroups,
      resourceLimits: withDefaults(settings.resourceLimits, engine.resourceLimits),
      terminal: asked.terminal,
      stdinOpen: asked.stdin,
      terminalSize: session.size,
    },
    // The container has its devices already.
    security: {
      ...settings.security,
      privileged: asked.privileged || settings.security.privileged,
      devices: [],
    },
    output: session.detached ? 'discard' : 'keep',
  });
  await monitored.started;
  return monitored;
}

/**
 * Watches over a process that was executed, whether by this daemon or an earlier one.
 * Clauses: EXEC-20.
 */
export function superviseExec(engine: Engine, session: ExecSession, monitored: Monitored): void {
  session.runs(monitored);
  monitored.exited
    .then(({ status }) => {
      session.ended(status);
      tell(engine, session.container, 'exec_die', { execID: session.id, exitCode: String(status) });
      return session.forget(engine.execs);
    })
    .catch((error: unknown) =>
      engine.log.error({ err: error, exec: session.id }, 'the end of a process could not be recorded'),
    );
}

/** Tells the terminal its size. Throws RuntimeError `not-found`, `conflict` (not running, or no terminal). */
export async function resizeExec(engine: Engine, id: string, rows: number, columns: number): Promise<void> {
  const { monitored, asked } = findExec(engine, id);
  if (!monitored) throw new RuntimeError('conflict', `cannot resize exec ${id}: it is not running`);
  if (!asked.terminal) throw new RuntimeError('conflict', `cannot resize exec ${id}: it has no terminal`);
  await monitored.resize(rows, columns);
}
