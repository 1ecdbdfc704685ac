/** One connection to the runtime under test for each worker; its exchanges go to the scenario of the moment. */
import { reconnect } from '../../harness/drivers/reconnect';
import type { Runtime } from '../../harness/drivers/runtime';
import { type RunContext, readRunContext } from '../../harness/run-context';
import { SuiteError } from '../../harness/verdicts/evidence';
import type { Evidence } from './evidence';

export interface Connection {
  readonly runtime: Runtime;
  readonly context: RunContext;
}

let connection: Connection | undefined;
let listening: Evidence | undefined;

/** @throws {SuiteError} outside of a run. */
export function connected(): Connection {
  if (!connection) throw new SuiteError('not connected to a runtime: BeforeAll has not run');
  return connection;
}

export const listenTo = (evidence: Evidence): void => {
  listening = evidence;
};

export function open(): void {
  const context = readRunContext();
  const { runId, environment, budgetMs, workspace } = context;
  const runtime = reconnect(context.runtime, {
    runId,
    environment,
    budgetMs,
    folder: workspace,
    listener: (exchange) => listening?.record(exchange),
  });
  connection = { runtime, context };
}

export const close = async (): Promise<void> => connection?.runtime.close();

let made = 0;

/** A name nobody else has: of the run, of the worker, in lower case as image names must be. */
export function freshName(role: string): string {
  made += 1;
  const worker = process.env.CUCUMBER_WORKER_ID ?? '0';
  return `conform-${connected().context.runId}-w${worker}-${made}-${role.replace(/[^a-z0-9]+/gi, '-').replace(/-$/, '')}`.toLowerCase();
}
