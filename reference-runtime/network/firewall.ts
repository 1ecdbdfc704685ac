/**
 * Lets the containers of one bridge out, and talk to each other; keeps the networks of one daemon apart; leads published
 * ports into containers. Docker sets the FORWARD policy to DROP and turns on br_netfilter, which sends even bridged frames
 * through iptables; so both directions need an explicit accept where iptables is.
 */
import type { Forward } from './published-port';

export interface Firewall {
  /** Makes the rules be there exactly once, with those that lead into containers that run. */
  open(forwards: readonly Forward[]): Promise<void>;
  /** Makes them be gone; does nothing when they are. */
  close(): Promise<void>;
  publish(forwards: readonly Forward[]): Promise<void>;
  unpublish(forwards: readonly Forward[]): Promise<void>;
}

export interface Guarded {
  readonly bridge: string;
  readonly subnet: string;
  /** What the names of all bridges of this daemon begin with: the networks that are kept apart. */
  readonly family: string;
}
