/** Glue for situations.feature: each step makes one thing happen that a verdict must tell apart. */
import { After, Before, Given, setDefaultTimeout, Then, When } from '@cucumber/cucumber';
import {
  checksMediaType,
  environmentMediaType,
  exchangeMediaType,
  notClaimedMediaType,
  timingMediaType,
  Violation,
} from '../evidence';

/** Only the class's name counts for a verdict (harness/drivers/outcome.ts has the real one). */
class TimeoutError extends Error {}

interface World {
  checks: number;
  attach(body: string, mediaType: string): Promise<void> | void;
}

setDefaultTimeout(50);
let tries = 0;
const violate = () => {
  throw new Violation('status 0', 'status 1', 'the exit status');
};

Before('@before-throws', () => {
  throw new Error('no room left');
});
Before('@not-claimed', async function (this: World) {
  await this.attach(JSON.stringify({ capability: 'memory-limit', probe: 'absent' }), notClaimedMediaType);
  return 'skipped';
});
Before('@environment', async function (this: World) {
  await this.attach(JSON.stringify({ missing: 'a cgroup hierarchy for memory' }), environmentMediaType);
  return 'skipped';
});
After('@after-throws', () => {
  throw new Error('cannot clean up');
});
After(async function (this: World) {
  await this.attach(
    JSON.stringify({ operation: 'run', asked: ['engine', 'run'], status: 1 }),
    exchangeMediaType,
  );
  await this.attach(JSON.stringify({ checks: this.checks ?? 0 }), checksMediaType);
  await this.attach(JSON.stringify({ runtimeMs: 1.5 }), timingMediaType);
});

Given('a state', () => {});
Given('a violated state', violate);
When('an act', () => {});
When('an act without an answer', () => {
  throw new TimeoutError('stop did not answer within 10 s');
});
When('an act with a mistake in the glue', () => {
  throw new TypeError('undefined is not a function');
});
When('an act that hangs in the glue', () => new Promise(() => {}));
When('an ambiguous act', () => {});
When(/^an ambiguous \w+$/, () => {});
When('an act to be written', () => 'pending');
When('an act that skips', () => 'skipped');
When('the worker dies', () => process.exit(9));
Then('{int} checks hold', function (this: World, checks: number) {
  this.checks = checks;
});
Then('a check does not hold', violate);
Then('a check holds the second time', function (this: World) {
  this.checks = 1;
  tries += 1;
  if (tries === 1) violate();
});
