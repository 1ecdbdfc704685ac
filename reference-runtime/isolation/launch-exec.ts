/** Another process in a container that runs. */
import { directoryOf, hostHierarchies } from './cgroups/hierarchies';
import { seccompFilter } from './launch';
import type { ProcessRequest, Security } from './launch-request';
import type { Monitored } from './monitored';
import { type PlanHost, type Step, securitySteps, streams, terminal } from './plan';
import { ownCapabilities, WaitingInit } from './waiting-init';

export interface ExecRequest {
  /** The container's, 64 hexadecimal digits. */
  readonly id: string;
  /** Exists, and is this process's alone. */
  readonly stateDir: string;
  /** The container's first process and its monitor, by their numbers on the host. */
  readonly container: Pick<Monitored, 'pid' | 'monitorPid'>;
  /** Its working directory must be there. */
  readonly process: ProcessRequest;
  readonly security: Security;
  /** `discard`: nobody will ever ask for what it writes. */
  readonly output: 'keep' | 'discard';
}

/** As `launch`, with a monitor of its own. Its end is not the container's; the container's end is its own. */
export async function launchExec(request: ExecRequest): Promise<Monitored> {
  const init = new WaitingInit(request.stateDir);
  try {
    const cgroups = hostHierarchies().map((hierarchy) => directoryOf(hierarchy, request.id));
    const { security } = request;
    const host = { seccompFilter: seccompFilter(security), ownCapabilities: ownCapabilities() };
    return await init.carryOut(composeExecPlan(request, cgroups, host), {
      id: request.id,
      ownsCgroup: false,
    });
  } catch (error) {
    await init.dismiss();
    throw error;
  }
}

/**
 * In order: limits first, so that nothing it does escapes them; then the container's own view of everything.
 * Clauses: EXEC-2 … EXEC-6.
 */
export function composeExecPlan(
  request: ExecRequest,
  cgroups: readonly string[],
  host: Pick<PlanHost, 'seccompFilter' | 'ownCapabilities'>,
): Step[] {
  const { id, container, process, output } = request;
  return [
    ['container', id],
    streams(process, output),
    ...cgroups.map((directory): Step => ['join-cgroup', directory]),
    ['join', String(container.pid), String(container.monitorPid)],
    ...(process.terminal ? [terminal(process.terminalSize)] : []),
    ['user', process.user],
    ...(process.furtherGroups.length > 0 ? [['further-groups', ...process.furtherGroups] as Step] : []),
    ['environment', ...process.environment],
    ['chdir', process.cwd, 'there'],
    ['take-streams'],
    ...securitySteps(request, host),
    ['exec', ...process.argv],
  ];
}
