import { RuntimeError } from '../errors';
import { changeLimits } from '../isolation/cgroups/container-cgroup';
import type { Limits } from '../isolation/launch-request';
import { LaunchError } from '../isolation/monitored';
import { type Engine, exclusively, find, tell } from './engine';
import { type AskedLimits, limitsFrom } from './limits';
import { isAlive } from './state';

/**
 * Gives a container other limits, at once when it runs; what is not asked for stays. After a refusal all is as before.
 * Throws RuntimeError `not-found`, `invalid` (limits that cannot be), `conflict` (the kernel refuses, because more is in use).
 * Clauses: UPDATE-1 … UPDATE-6.
 */
export async function update(engine: Engine, reference: string, asked: AskedLimits): Promise<void> {
  const container = find(engine, reference);
  await exclusively(container, async () => {
    const { settings, id, name } = container.record;
    const limits = changed(settings.limits, asked);
    if (isAlive(container.state)) apply(id, name, settings.limits, limits);
    container.record.settings = { ...settings, limits };
    container.save();
    tell(engine, container, 'update');
  });
}

/** 0, nothing and no all mean: as it is. Only a bound on processes can be lifted, by a number below 0. */
function changed(now: Limits, asked: AskedLimits): Limits {
  const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value)) as AskedLimits;
  const { cpuQuota, cpuPeriod, waitForMemory, ...others } = now;
  const time = given.nanoCpus ? {} : { cpuQuota, cpuPeriod };
  const limits = limitsFrom({ ...others, ...time, oomKillDisable: waitForMemory, ...given });
  return given.pids !== undefined && given.pids < 0 ? { ...limits, pids: -1 } : limits;
}

function apply(id: string, name: string, before: Limits, after: Limits): void {
  try {
    changeLimits(id, before, after);
  } catch (cause) {
    if (!(cause instanceof LaunchError)) throw cause;
    throw new RuntimeError('conflict', `cannot update container ${name}: ${cause.message}`, { cause });
  }
}
