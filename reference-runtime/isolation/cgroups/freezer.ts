/** Freezing the processes of a container where they are, and letting them go on. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { directoryOf, type Hierarchy, hostHierarchies } from './hierarchies';

/** A process in an uninterruptible system call freezes when the call returns; this long it may take. */
const patienceMs = 10_000;

/** How each version of cgroups is told and asked (cgroup-v1/freezer-subsystem.rst; cgroup-v2.rst, "cgroup.freeze"). */
const files = {
  1: { told: 'freezer.state', freeze: 'FROZEN', thaw: 'THAWED', asked: 'freezer.state', frozen: /^FROZEN/ },
  2: { told: 'cgroup.freeze', freeze: '1', thaw: '0', asked: 'cgroup.events', frozen: /^frozen 1$/m },
} as const;

/** Whether this host can freeze containers. */
export const canFreeze = (): boolean => freezerOf() !== undefined;

/**
 * Resolves when no process of the container makes progress. Rejects, and lets them go on, when that does not come to be within
 * ten seconds.
 * Clauses: PAUSE-1.
 */
export async function freeze(id: string): Promise<void> {
  const { directory, version } = demandFreezer(id);
  const { told, freeze: word, asked, frozen } = files[version];
  const deadline = Date.now() + patienceMs;
  // Version 1 has no event for "frozen", and may need to be told again: a process that forks meanwhile escapes a round.
  for (;;) {
    writeFileSync(join(directory, told), word);
    if (frozen.test(readFileSync(join(directory, asked), 'utf8'))) return;
    if (Date.now() > deadline) break;
    await delay(1);
  }
  thaw(id);
  throw new Error(`a process of the container does not freeze within ${patienceMs / 1000} s: it seems stuck`);
}

/** Lets the processes go on. Without effect on a container that is not frozen, or gone. */
export function thaw(id: string): void {
  const freezer = freezerOf();
  if (!freezer) return;
  const { told, thaw: word } = files[freezer.version];
  const file = join(directoryOf(freezer, id), told);
  if (existsSync(file)) writeFileSync(file, word);
}

function demandFreezer(id: string): { directory: string; version: 1 | 2 } {
  const freezer = freezerOf();
  if (!freezer) throw new Error('this host has no freezer: mount the cgroup controller freezer, or cgroup2');
  return { directory: directoryOf(freezer, id), version: freezer.version };
}

/** Version 2 freezes without any controller; beside version 1 it holds no containers. */
const freezerOf = (): Hierarchy | undefined =>
  hostHierarchies().find((h) => h.version === 2 || h.controllers.includes('freezer'));
