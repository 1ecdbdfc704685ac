/**
 * What one run has decided and every worker must know. The command line writes it to a file and names that file in
 * CONFORM_CONTEXT; a worker reads it once.
 */
import { readFileSync } from 'node:fs';
import type { Capability } from './drivers/capabilities';
import type { KnownRuntime } from './drivers/reconnect';

export interface RunContext {
  /** Unique for the run; everything created carries it as name prefix `conform-<runId>-` and as label `conform.run=<runId>`. */
  readonly runId: string;
  /** What to connect to. */
  readonly runtime: KnownRuntime;
  /** A folder that is removed with the run: where the driver's commands are called. */
  readonly workspace: string;
  /** Environment for the driver's child processes, e.g. the socket of the reference runtime. */
  readonly environment: Readonly<Record<string, string>>;
  /** Fixture name → image reference in the runtime under test (harness/fixtures/catalogue.ts names them). */
  readonly images: Readonly<Record<string, string>>;
  readonly claimed: readonly Capability[];
  /** How long any single answer or event may take before it counts as missing, in milliseconds; one budget per run. */
  readonly budgetMs: number;
  readonly host: HostFacts;
}

export interface HostFacts {
  readonly kernel: string;
  readonly arch: string;
  readonly cgroup: 'v1' | 'v2' | 'hybrid' | 'none';
  readonly rootless: boolean;
}

export const contextVariable = 'CONFORM_CONTEXT';

export function readRunContext(): RunContext {
  const file = process.env[contextVariable];
  if (!file) throw new Error(`${contextVariable} is not set: scenarios are started by 'conform run'`);
  return JSON.parse(readFileSync(file, 'utf8')) as RunContext;
}
