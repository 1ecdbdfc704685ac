/** Which firewall this host has. */
import type { Firewall, Guarded } from './firewall';
import { iptables } from './iptables';
import { nftables } from './nftables';
import { runProgram } from './programs';

/** iptables where it is installed (Docker's own choice: rules of another kind could not overrule its DROP), else nft, else undefined. */
export async function findFirewall(guarded: Guarded): Promise<Firewall | undefined> {
  if (await works('iptables-restore', ['--version'])) return inTurn(iptables(guarded));
  if (await works('nft', ['--version'])) return inTurn(nftables(guarded));
  return undefined;
}

let tail: Promise<unknown> = Promise.resolve();

/** One change after the other, in the order they were asked for: a port must not be led away after its next holder has come. */
function inTurn(firewall: Firewall): Firewall {
  const turn = (work: () => Promise<void>): Promise<void> => {
    const mine = tail.then(work);
    tail = mine.catch(() => undefined);
    return mine;
  };
  return {
    open: (forwards) => turn(() => firewall.open(forwards)),
    close: () => turn(() => firewall.close()),
    publish: (forwards) => turn(() => firewall.publish(forwards)),
    unpublish: (forwards) => turn(() => firewall.unpublish(forwards)),
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
