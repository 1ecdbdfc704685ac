/**
 * The words in which a scenario tells the verdicts what happened. Steps throw and attach these; folding reads them from the
 * message stream (exception.type and attachment media type), never from live objects.
 */

/** The runtime answered wrongly: verdict `failed`. */
export class Violation extends Error {
  override readonly name = 'Violation';
  constructor(
    readonly expected: string,
    readonly actual: string,
    what: string,
  ) {
    super(`${what}\n  expected: ${expected}\n  actual:   ${actual}`);
  }
}

/** The suite itself is at fault: verdict `broken`. */
export class SuiteError extends Error {
  override readonly name = 'SuiteError';
}

/** Class names of exceptions that blame the runtime. Every other exception blames the suite. */
export const blamesRuntime: ReadonlySet<string> = new Set(['Violation', 'TimeoutError', 'UnreadableAnswer']);

const mediaType = (name: string) => `application/vnd.standard-container.${name}+json`;

/** `{capability, probe}`: the scenario was skipped, the runtime does not claim the capability and the probe agrees. */
export const notClaimedMediaType = mediaType('not-claimed');
/** `{missing}`: the scenario was skipped, the host lacks something that the clause needs. */
export const environmentMediaType = mediaType('environment');
/** `{checks}`: how many checks the scenario executed; attached after every scenario. */
export const checksMediaType = mediaType('checks');
/** An Exchange (harness/drivers/outcome.ts) or probe facts: what was asked and answered. */
export const exchangeMediaType = mediaType('exchange');
/** `{runtimeMs}`: time of the scenario spent inside the runtime's operations. */
export const timingMediaType = mediaType('timing');
