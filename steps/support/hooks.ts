/** What happens around every scenario: connection, skipping what is not claimed, evidence, cleaning up. */
import {
  After,
  AfterAll,
  AfterStep,
  Before,
  BeforeAll,
  type ITestCaseHookParameter,
  type ITestStepHookParameter,
  Status,
  setDefaultTimeout,
  setParallelCanAssign,
} from '@cucumber/cucumber';
import { isCapability } from '../../harness/drivers/capabilities';
import {
  checksMediaType,
  exchangeMediaType,
  notClaimedMediaType,
  SuiteError,
  timingMediaType,
} from '../../harness/verdicts/evidence';
import { cleanUp } from './clean-up';
import { close, connected, listenTo, open } from './connection';
import type { ScenarioWorld } from './world';

// Every answer has the driver's budget; this is for a driver that forgets it.
setDefaultTimeout(600_000);

const isSerial = ({ tags }: { tags: readonly { name: string }[] }): boolean =>
  tags.some(({ name }) => name === '@serial');

// A scenario that takes the runtime away from the others runs alone.
setParallelCanAssign((next, running) => running.length === 0 || !(isSerial(next) || running.some(isSerial)));

BeforeAll(open);
AfterAll(close);

Before(function (this: ScenarioWorld, { pickle }: ITestCaseHookParameter) {
  listenTo(this.evidence);
  for (const { name } of pickle.tags) {
    const capability = /^@needs:(.+)$/.exec(name)?.[1];
    if (capability === undefined || isClaimed(capability)) continue;
    this.tell({ capability, probe: 'absent' }, notClaimedMediaType);
    return 'skipped';
  }
  return undefined;
});

AfterStep(function (this: ScenarioWorld, { pickleStep, result }: ITestStepHookParameter) {
  const checks = this.evidence.checksSinceLastStep();
  if (pickleStep.type === 'Outcome' && result.status === Status.PASSED && checks === 0)
    throw new SuiteError(`'${pickleStep.text}' has passed without checking anything`);
});

After(async function (this: ScenarioWorld, { result }: ITestCaseHookParameter) {
  for (const exchange of this.evidence.told) this.tell(exchange, exchangeMediaType);
  await cleanUp(this);
  this.tell({ checks: this.evidence.checks }, checksMediaType);
  this.tell({ runtimeMs: this.evidence.runtimeMs }, timingMediaType);
  const { unseen } = this.evidence;
  if (unseen && result?.status === Status.PASSED)
    throw new SuiteError(
      `the runtime refused '${unseen.exchange.asked.join(' ')}', and no step looked at it`,
    );
});

function isClaimed(capability: string): boolean {
  if (!isCapability(capability)) throw new SuiteError(`@needs:${capability} names no capability`);
  return connected().context.claimed.includes(capability);
}
