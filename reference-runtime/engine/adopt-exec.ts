/** A new daemon finds the processes that an earlier one executed in running containers. */
import { rmSync } from 'node:fs';
import { adopt as adoptMonitored } from '../isolation/adopt';
import type { Container, Run } from './container';
import type { Engine } from './engine';
import { superviseExec } from './exec';
import { ExecSession, storedExecs } from './exec-session';

/** Those that still run go on; of those that have ended the exit status is known. One that never began is swept away. */
export async function adoptExecs(engine: Engine, container: Container, run: Run): Promise<void> {
  await Promise.all(storedExecs(run).map((directory) => adoptOne(engine, container, directory)));
}

async function adoptOne(engine: Engine, container: Container, directory: string): Promise<void> {
  const found = await adoptMonitored(directory, { ownsCgroup: false });
  if (!found) return rmSync(directory, { recursive: true, force: true });
  const session = ExecSession.stored(container, directory);
  engine.execs.set(session.id, session);
  if ('monitorPid' in found) return superviseExec(engine, session, found);
  session.ended(found.exit.status);
  await session.forget(engine.execs);
}
