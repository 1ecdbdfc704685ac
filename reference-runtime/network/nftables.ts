/** The firewall by nft: one table for each bridge, named after it. */
import type { Firewall, Guarded } from './firewall';
import { runProgram } from './programs';
import { everyAddress, type Forward, isLoopback } from './published-port';

export function nftables(guarded: Guarded): Firewall {
  const { bridge } = guarded;
  const nft = async (script: string): Promise<void> => void (await runProgram('nft', ['-f', '-'], script));
  // Declaring before deleting makes the deletion succeed whether the table was there or not.
  const reset = `table ip ${bridge} {}\ndelete table ip ${bridge}\n`;
  const elements = (verb: 'add' | 'delete', forwards: readonly Forward[]): string =>
    forwards.map((each) => `${verb} element ip ${bridge} ${element(each, verb === 'add')}\n`).join('');
  return {
    open: (forwards) => nft(reset + table(guarded) + elements('add', forwards)),
    close: () => nft(reset),
    publish: (forwards) => nft(elements('add', forwards)),
    unpublish: (forwards) => nft(elements('delete', forwards)),
  };
}

/** Which map holds it, under which key, and where it leads. */
function element(forward: Forward, withValue: boolean): string {
  const { protocol, hostAddress, hostPort, containerAddress, containerPort } = forward;
  const value = withValue ? ` : ${containerAddress} . ${containerPort}` : '';
  if (hostAddress === everyAddress) return `any_${protocol} { ${hostPort}${value} }`;
  return `${isLoopback(hostAddress) ? 'loop' : 'at'}_${protocol} { ${hostAddress} . ${hostPort}${value} }`;
}

const maps = ['tcp', 'udp']
  .map(
    (protocol) => `  map any_${protocol} { type inet_service : ipv4_addr . inet_service; }
  map at_${protocol} { type ipv4_addr . inet_service : ipv4_addr . inet_service; }
  map loop_${protocol} { type ipv4_addr . inet_service : ipv4_addr . inet_service; }
`,
  )
  .join('');

const leading = (kinds: readonly string[]): string =>
  ['tcp', 'udp']
    .flatMap((protocol) => [
      `    fib daddr type local dnat ip to ${protocol} dport map @any_${protocol}\n`,
      ...kinds.map((kind) => `    dnat ip to ip daddr . ${protocol} dport map @${kind}_${protocol}\n`),
    ])
    .join('');

/** What is there as long as the bridge is; iptables.ts says why each rule is needed. */
const table = ({ bridge, subnet, family }: Guarded): string => `table ip ${bridge} {
${maps}  chain raw {
    type filter hook prerouting priority raw; policy accept;
    iifname "${bridge}" ip daddr 127.0.0.0/8 drop
  }
  chain forward {
    type filter hook forward priority filter; policy accept;
    iifname "${bridge}" oifname "${bridge}" accept
    oifname "${bridge}" ct state related,established accept
    oifname "${bridge}" ct status dnat accept
    iifname "${bridge}" ct status dnat accept
    iifname "${bridge}" oifname "${family}*" ct state new reject with icmp type host-prohibited
    iifname "${bridge}" accept
  }
  chain prerouting {
    type nat hook prerouting priority dstnat; policy accept;
${leading(['at'])}  }
  chain output {
    type nat hook output priority dstnat; policy accept;
${leading(['at', 'loop'])}  }
  chain postrouting {
    type nat hook postrouting priority srcnat; policy accept;
    ip saddr ${subnet} oifname != "${bridge}" masquerade
    ip saddr ${subnet} oifname "${bridge}" ct status dnat masquerade
    ip saddr 127.0.0.0/8 oifname "${bridge}" ct status dnat masquerade
  }
}
`;
