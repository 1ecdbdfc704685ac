import type { EngineCli } from '../drivers/engine-cli/engine-cli';
import type { ReferenceDaemon } from '../drivers/reference';
import { type Swept, sweep } from '../drivers/sweep';

/** The runtime under test, ready to be asked. */
export interface Subject {
  readonly runtime: EngineCli;
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
  if (target !== 'reference') return subject(target, options);
  const { startReference } = await import('../drivers/reference.js');
  const starting = startReference();
  starting.catch(() => undefined); // heard of below, but not before the descriptor has been read
  try {
    return await subject(target, options, starting);
  } catch (error) {
    await starting.then(
      (started) => started.stop(),
      () => undefined, // told already: it is the error
    );
    throw error;
  }
}

async function subject(
  target: string,
  options: SubjectOptions,
  starting?: Promise<ReferenceDaemon>,
): Promise<Subject> {
  // Loaded, and the descriptor read, while the daemon starts.
  const { loadDescriptor, meet } = await import('../drivers/connect.js');
  const descriptor = loadDescriptor(target);
  const started = await starting;
  const environment = started?.environment ?? {};
  const runtime = await meet(descriptor, { ...options, environment });
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
