import { connect } from '../drivers/connect';
import type { ReferenceDaemon } from '../drivers/reference';
import { type Swept, sweep } from '../drivers/sweep';

type Connected = Awaited<ReturnType<typeof connect>>;

/** The runtime under test, ready to be asked. */
export interface Subject {
  readonly runtime: Connected;
  /** What the driver's child processes need to reach it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Removes everything that carries the mark of the run; the `expected` images are no leaks. */
  sweep(expected: readonly string[]): Promise<Swept>;
  /** Lets go of the runtime; gives what the bundled one left on the host, which must be nothing. */
  close(): Promise<readonly string[]>;
}

export interface SubjectOptions {
  readonly runId: string;
  readonly budgetMs: number;
  /** Where the driver's commands are called. */
  readonly folder?: string;
}

/** Connects to a runtime by name or descriptor; `reference` is started first, in a temporary root, and stopped at the end. */
export async function openSubject(target: string, options: SubjectOptions): Promise<Subject> {
  if (target !== 'reference') return subject(target, options, {});
  const { startReference } = await import('../drivers/reference.js');
  const started = await startReference();
  try {
    return await subject(target, options, started.environment, started);
  } catch (error) {
    await started.stop();
    throw error;
  }
}

async function subject(
  target: string,
  options: SubjectOptions,
  environment: Readonly<Record<string, string>>,
  started?: ReferenceDaemon,
): Promise<Subject> {
  const runtime = await connect(target, { ...options, environment });
  return {
    runtime,
    environment,
    sweep: (expected) => sweep(runtime, options.runId, expected),
    close: async () => {
      await runtime.close();
      return (await started?.stop()) ?? [];
    },
  };
}
