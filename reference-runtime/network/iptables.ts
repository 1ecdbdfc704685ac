/** The firewall by iptables. All rules carry the bridge's name as a comment: that is how an earlier daemon's are found after kill -9. */
import type { Firewall, Guarded } from './firewall';
import { runProgram } from './programs';
import { everyAddress, type Forward, isLoopback } from './published-port';

type Rules = Record<string, string[]>;

export function iptables(guarded: Guarded): Firewall {
  const { bridge } = guarded;
  const replace = async (wanted: Rules): Promise<void> => {
    const present = rulesWithComment(await runProgram('iptables-save', []), bridge);
    const removals = withVerb(present, '-D');
    await restore(
      Object.fromEntries(
        tables.map((table) => [table, [...(removals[table] ?? []), ...(wanted[table] ?? [])]]),
      ),
    );
  };
  return {
    open: (forwards) => {
      const { nat = [], ...others } = lasting(guarded);
      return replace({ ...others, nat: [...nat, ...forwards.flatMap((each) => leading(bridge, each))] });
    },
    close: () => replace({}),
    publish: (forwards) => restore({ nat: forwards.flatMap((each) => leading(bridge, each)) }),
    unpublish: (forwards) =>
      restore(withVerb({ nat: forwards.flatMap((each) => leading(bridge, each)) }, '-D')),
  };
}

const tables = ['raw', 'filter', 'nat'];

/** Each table changes in one step. */
async function restore(rules: Rules): Promise<void> {
  const script = Object.entries(rules).flatMap(([table, lines]) => [`*${table}`, ...lines, 'COMMIT']);
  await runProgram('iptables-restore', ['--noflush', '--wait', '5'], `${script.join('\n')}\n`);
}

const withVerb = (rules: Rules, verb: string): Rules =>
  Object.fromEntries(
    Object.entries(rules).map(([table, lines]) => [table, lines.map((line) => line.replace(/^-A/, verb))]),
  );

/**
 * What is there as long as the bridge is. Every -I goes before the one above it. Leading 127.0.0.1 into a container needs
 * route_localnet, which would let containers reach the host's loopback: hence the rule in `raw`.
 */
function lasting({ bridge, subnet, family }: Guarded): Rules {
  const comment = `-m comment --comment ${bridge}`;
  const dnat = '-m conntrack --ctstate DNAT';
  return {
    raw: [`-A PREROUTING -i ${bridge} -d 127.0.0.0/8 ${comment} -j DROP`],
    filter: [
      `-I FORWARD -i ${bridge} ${comment} -j ACCEPT`,
      `-I FORWARD -i ${bridge} -o ${family}+ -m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT ${comment} -j REJECT --reject-with icmp-host-prohibited`,
      `-I FORWARD -o ${bridge} -m conntrack --ctstate RELATED,ESTABLISHED,DNAT ${comment} -j ACCEPT`,
      `-I FORWARD -i ${bridge} -o ${bridge} ${comment} -j ACCEPT`,
    ],
    nat: [
      `-A POSTROUTING -s ${subnet} ! -o ${bridge} ${comment} -j MASQUERADE`,
      // A container that calls a neighbour over the host's address, and the host that calls over its loopback, get answers this way.
      `-A POSTROUTING -s ${subnet} -o ${bridge} ${dnat} ${comment} -j MASQUERADE`,
      `-A POSTROUTING -s 127.0.0.0/8 -o ${bridge} ${dnat} ${comment} -j MASQUERADE`,
    ],
  };
}

/** For what comes from elsewhere, and for what the host itself sends. */
function leading(bridge: string, forward: Forward): string[] {
  const { protocol, hostAddress, hostPort, containerAddress, containerPort } = forward;
  const here = hostAddress === everyAddress ? '-m addrtype --dst-type LOCAL' : `-d ${hostAddress}/32`;
  const chains = isLoopback(hostAddress) ? ['OUTPUT'] : ['PREROUTING', 'OUTPUT'];
  return chains.map(
    (chain) =>
      `-A ${chain} ${here} -p ${protocol} -m ${protocol} --dport ${hostPort} -m comment --comment ${bridge} -j DNAT --to-destination ${containerAddress}:${containerPort}`,
  );
}

/** The rules of `iptables-save` that carry the comment, per table, as they were printed. */
export function rulesWithComment(saved: string, comment: string): Rules {
  const found: Rules = {};
  let table = '';
  for (const line of saved.split('\n')) {
    if (line.startsWith('*')) table = line.slice(1);
    const carried = /--comment (?:"([^"]*)"|(\S+))/.exec(line);
    if (!line.startsWith('-A') || (carried?.[1] ?? carried?.[2]) !== comment) continue;
    found[table] = [...(found[table] ?? []), line];
  }
  return found;
}
