import type { CapabilityFinding } from '../drivers/capability-probe';
import { UsageError } from './exit-status';

/**
 * Holds claims against what the probe saw. An ability that is there and not claimed would excuse a runtime from clauses that
 * apply to it, so the descriptor is wrong. A claim that the probe refutes is judged in full: its clauses will fail.
 * @returns the refuted claims, each in one sentence.
 * @throws {UsageError} when something present is not claimed.
 */
export function checkClaims(
  findings: Readonly<Record<string, CapabilityFinding>>,
  runtime: string,
): string[] {
  const entries = Object.entries(findings);
  const hidden = entries.filter(([, { claimed, present }]) => present && !claimed);
  if (hidden.length > 0)
    throw new UsageError(
      hidden
        .map(([name, { seen }]) => `'${runtime}' does not claim ${name}, but has it: ${seen}.`)
        .concat('Add it to the capabilities of its descriptor.')
        .join('\n'),
    );
  return entries
    .filter(([, { claimed, present }]) => claimed && !present)
    .map(([name, { seen }]) => `${name} is claimed, but the probe did not see it at work: ${seen}`);
}
