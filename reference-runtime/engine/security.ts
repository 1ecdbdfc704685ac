/** What a process may do beyond its user's rights. */
import { RuntimeError } from '../errors';
import { capabilityNames, defaultCapabilities } from '../isolation/capabilities';
import type { Security } from '../isolation/launch-request';
import { parseProfile } from '../isolation/seccomp/custom-profile';
import { deviceRules } from './devices';

export interface AskedSecurity {
  readonly privileged: boolean;
  /** With or without CAP_, any case, or ALL. */
  readonly added: readonly string[];
  readonly dropped: readonly string[];
  /** `no-new-privileges[:true|false]`, `seccomp=unconfined` or a profile as JSON. */
  readonly options: readonly string[];
  /** `c 10:229 rwm` */
  readonly deviceRules: readonly string[];
  /** Absent: the usual ones. */
  readonly maskedPaths?: readonly string[];
  readonly readOnlyPaths?: readonly string[];
}

/**
 * Throws RuntimeError `invalid` for an unknown capability or option, and for a filter or rule that cannot be read.
 * Clauses: SEC-32 … SEC-34, SEC-42.
 */
export function securityFrom(asked: AskedSecurity): Omit<Security, 'devices'> {
  const { privileged, added, dropped, options } = asked;
  const choices: Choices = { seccomp: privileged ? 'unconfined' : 'default', noNewPrivileges: false };
  for (const text of options) Object.assign(choices, option(text));
  return {
    privileged,
    capabilities: privileged ? [...capabilityNames] : mergeCapabilities(added, dropped),
    ...choices,
    deviceRules: asked.deviceRules.flatMap(deviceRules),
    maskedPaths: asked.maskedPaths,
    readOnlyPaths: asked.readOnlyPaths,
  };
}

/**
 * The default allow-list without what is dropped, and with what is added.
 * Clauses: SEC-5, SEC-25.
 */
function mergeCapabilities(added: readonly string[], dropped: readonly string[]): string[] {
  const plus = added.map(capability);
  const minus = dropped.map(capability);
  const without = (names: readonly string[]) => names.filter((name) => !minus.includes(name));
  if (plus.includes('ALL')) return without(capabilityNames);
  const kept = minus.includes('ALL') ? [] : without(defaultCapabilities);
  return [...new Set([...kept, ...plus])];
}

/** Clauses: SEC-26. */
function capability(text: string): string {
  const upper = text.toUpperCase();
  if (upper === 'ALL' || upper === 'CAP_ALL') return 'ALL';
  const name = upper.startsWith('CAP_') ? upper : `CAP_${upper}`;
  if ((capabilityNames as readonly string[]).includes(name)) return name;
  throw new RuntimeError('invalid', `"${text}" is no capability: see capabilities(7), or say ALL`);
}

type Choices = Pick<Security, 'seccomp' | 'noNewPrivileges'>;

function option(text: string): Partial<Choices> {
  const [name = '', value = ''] = text.split(/[=:](.*)/s);
  if (name === 'no-new-privileges' && ['', 'true', 'false'].includes(value))
    return { noNewPrivileges: value !== 'false' };
  if (name === 'seccomp' && value === 'unconfined') return { seccomp: 'unconfined' };
  if (name === 'seccomp') return { seccomp: { profile: readable(value) } };
  // There is no such confinement here to be lifted.
  if ((name === 'apparmor' && value === 'unconfined') || (name === 'label' && value === 'disable')) return {};
  throw new RuntimeError(
    'invalid',
    `the security option "${text}" is unknown: there are no-new-privileges and seccomp=unconfined or a profile`,
  );
}

function readable(profile: string): string {
  try {
    parseProfile(profile);
    return profile;
  } catch (cause) {
    throw new RuntimeError('invalid', `invalid seccomp profile: ${(cause as Error).message}`, { cause });
  }
}
