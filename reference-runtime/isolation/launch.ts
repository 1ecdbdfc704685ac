import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type ContainerCgroup, createCgroup, removeCgroup } from './cgroups/container-cgroup';
import { deviceFilter } from './cgroups/device-filter';
import { hostHierarchies } from './cgroups/hierarchies';
import { allowedDevices, type DeviceRule } from './devices';
import type { LaunchRequest, Security } from './launch-request';
import type { Monitored } from './monitored';
import { composePlan, type PlanHost } from './plan';
import { customFilter, defaultFilter } from './seccomp/filter';
import { ownCapabilities, WaitingInit } from './waiting-init';

/**
 * Brings one container to life: resolves as soon as its first process and namespaces exist; `started` tells the rest.
 * Rejects with LaunchError, and then nothing is left: no process, cgroup or mount.
 */
export async function launch(request: LaunchRequest): Promise<Monitored> {
  const { id } = request;
  const init = new WaitingInit(request.stateDir);
  let cgroup: ContainerCgroup | undefined;
  try {
    cgroup = createCgroup(id, request.limits, usableDevices(request.security));
    return await init.carryOut(composePlan(request, planHost(request, cgroup)), { id, ownsCgroup: true });
  } catch (error) {
    await init.dismiss();
    if (cgroup) await removeCgroup(id);
    throw error;
  }
}

function planHost({ stateDir, security }: LaunchRequest, cgroup: ContainerCgroup): PlanHost {
  const mountPoint = join(stateDir, 'root');
  mkdirSync(mountPoint, { recursive: true });
  return {
    cgroup,
    mountPoint,
    hierarchies: hostHierarchies(),
    seccompFilter: seccompFilter(security),
    deviceFilter: deviceFilter(security.privileged ? [] : rulesOf(security)),
    ownCapabilities: ownCapabilities(),
  };
}

const rulesOf = ({ devices, deviceRules }: Security): DeviceRule[] => [
  ...allowedDevices,
  ...devices,
  ...deviceRules,
];

const usableDevices = (security: Security): DeviceRule[] | 'all' =>
  security.privileged ? 'all' : rulesOf(security);

export function seccompFilter({ seccomp, privileged, capabilities }: Security): Buffer | undefined {
  if (seccomp === 'unconfined' || privileged) return undefined;
  return seccomp === 'default' ? defaultFilter(capabilities) : customFilter(seccomp.profile, capabilities);
}
