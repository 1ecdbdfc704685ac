import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Envelope } from '@cucumber/messages';

/** What the executor must do. */
export interface Order {
  readonly tagExpression: string;
  readonly seed: string;
  readonly parallel: number;
}

/** Cucumber in a process of its own: started early, ordered once, stopped at any time. */
export interface Executor {
  /** Resolves when the first scenario has started, or when it ended without any; never when it was stopped before. */
  readonly begun: Promise<void>;
  /** Resolves when every message has arrived, to what went wrong outside the stream, or to undefined. */
  run(order: Order): Promise<string | undefined>;
  /** Ends it and everything it started. */
  stop(): Promise<void>;
}

const toldOfStderr = 4000;

/**
 * Starts the executor in a process group of its own, so that a Ctrl-C at the terminal reaches only the judge, who ends the
 * group when the report is safe. `environment` is added to its own.
 */
export function startExecutor(
  environment: Readonly<Record<string, string>>,
  onMessage: (line: string, envelope: Envelope) => void,
): Executor {
  const child = fork(path.join(__dirname, `executor${path.extname(__filename)}`), {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // Workers inherit it: they load Cucumber before anything of ours.
    execArgv: [
      ...process.execArgv,
      '--require',
      path.join(__dirname, `../native-match-indices${path.extname(__filename)}`),
    ],
    env: { ...process.env, ...environment },
  });
  let spoken = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      spoken = (spoken + text).slice(-toldOfStderr);
    });
  let begin: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  let stopped = false;
  child.once('close', () => {
    if (!stopped) begin();
  });
  let rest = '';
  child.on('message', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const envelope = JSON.parse(line) as Envelope;
      onMessage(line, envelope);
      if (envelope.testCaseStarted) begin();
    }
  });
  const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  ended.catch(() => undefined);
  return {
    begun,
    run: async (order) => {
      child.send(order);
      const [code, signal] = await ended;
      if (code === 0) return undefined;
      return `the executor ended with ${signal ?? `status ${code}`}${spoken === '' ? '' : `; it said:\n${spoken.trim()}`}`;
    },
    stop: () => {
      stopped = true;
      return endGroup(child, ended);
    },
  };
}

async function endGroup(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) signalGroup(child.pid);
  await ended;
}

function signalGroup(group: number): void {
  try {
    process.kill(-group, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
