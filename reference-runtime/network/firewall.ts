/**
 * Lets the containers of one bridge out, and talk to each other. Docker sets the FORWARD policy to DROP and turns on
 * br_netfilter, which sends even bridged frames through iptables; so both directions need an explicit accept where iptables is.
 * All rules carry the bridge's name as a comment: that is how an earlier daemon's rules are found after kill -9.
 */
import { runProgram } from './programs';

export interface Firewall {
  /** Makes the rules be there exactly once. */
  open(): Promise<void>;
  /** Makes them be gone; does nothing when they are. */
  close(): Promise<void>;
}

/** iptables where it is installed (Docker's own choice: rules of another kind could not overrule its DROP), else nft, else undefined. */
export async function findFirewall(bridge: string, subnet: string): Promise<Firewall | undefined> {
  if (await works('iptables-restore', ['--version'])) return iptables(bridge, subnet);
  if (await works('nft', ['--version'])) return nftables(bridge, subnet);
  return undefined;
}

function iptables(bridge: string, subnet: string): Firewall {
  const comment = `-m comment --comment ${bridge}`;
  const wanted: Record<string, string[]> = {
    filter: [
      `-I FORWARD -i ${bridge} ${comment} -j ACCEPT`,
      `-I FORWARD -o ${bridge} -m conntrack --ctstate RELATED,ESTABLISHED ${comment} -j ACCEPT`,
    ],
    nat: [`-A POSTROUTING -s ${subnet} ! -o ${bridge} ${comment} -j MASQUERADE`],
  };
  const replace = async (rules: Record<string, string[]>) => {
    const present = rulesWithComment(await runProgram('iptables-save', []), bridge);
    const script = ['filter', 'nat'].flatMap((table) => [
      `*${table}`,
      ...(present[table] ?? []).map((rule) => rule.replace(/^-A/, '-D')),
      ...(rules[table] ?? []),
      'COMMIT',
    ]);
    await runProgram('iptables-restore', ['--noflush', '--wait', '5'], `${script.join('\n')}\n`);
  };
  return { open: () => replace(wanted), close: () => replace({}) };
}

/** The rules of `iptables-save` that carry the comment, per table, as they were printed. */
export function rulesWithComment(saved: string, comment: string): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  let table = '';
  for (const line of saved.split('\n')) {
    if (line.startsWith('*')) table = line.slice(1);
    const carried = /--comment (?:"([^"]*)"|(\S+))/.exec(line);
    if (!line.startsWith('-A') || (carried?.[1] ?? carried?.[2]) !== comment) continue;
    found[table] = [...(found[table] ?? []), line];
  }
  return found;
}

function nftables(bridge: string, subnet: string): Firewall {
  // Declaring before deleting makes the deletion succeed whether the table was there or not.
  const reset = `table ip ${bridge} {}\ndelete table ip ${bridge}\n`;
  const table = `table ip ${bridge} {
  chain forward {
    type filter hook forward priority filter; policy accept;
    iifname "${bridge}" accept
    oifname "${bridge}" ct state related,established accept
  }
  chain postrouting {
    type nat hook postrouting priority srcnat; policy accept;
    ip saddr ${subnet} oifname != "${bridge}" masquerade
  }
}
`;
  return {
    open: async () => void (await runProgram('nft', ['-f', '-'], reset + table)),
    close: async () => void (await runProgram('nft', ['-f', '-'], reset)),
  };
}

async function works(program: string, argv: readonly string[]): Promise<boolean> {
  try {
    await runProgram(program, argv);
    return true;
  } catch {
    return false;
  }
}
