/** The runtime as a service that goes away and comes back. */
import { setImmediate } from 'node:timers/promises';
import { Given, Then, When } from '@cucumber/cucumber';
import type { Container } from './support/containers';
import { expectThat } from './support/expect';
import { processStart } from './support/host';
import { stateOf } from './support/life-cycle';
import { askFor } from './support/operations';
import type { ScenarioWorld } from './support/world';

/** How the runtime goes: orderly, or as a crash would have it. */
const ways: Readonly<Record<string, { abruptly: boolean }>> = {
  restarted: { abruptly: false },
  'killed and started again': { abruptly: true },
};

Given(
  /^the runtime has been (restarted|killed and started again)$/,
  async function (this: ScenarioWorld, way: string) {
    await this.given(this.runtime.restartRuntime(ways[way]));
  },
);

When(
  /^the runtime is (restarted|killed and started again)$/,
  async function (this: ScenarioWorld, way: string) {
    await this.act(this.runtime.restartRuntime(ways[way]));
  },
);

When(
  'the runtime is restarted, and the process of {container} is sent {signal} meanwhile',
  async function (this: ScenarioWorld, { seen: { facts } }: Container, signal: string) {
    const meanwhile = async () => {
      process.kill(facts.pid, signal);
    };
    await this.act(this.runtime.restartRuntime({ meanwhile }));
  },
);

When(
  'the runtime is restarted, and the process of {container} ends upon {signal} meanwhile',
  async function (this: ScenarioWorld, { seen: { facts, began } }: Container, signal: string) {
    const meanwhile = async () => {
      process.kill(facts.pid, signal);
      while (processStart(facts.pid) === began) await setImmediate();
    };
    await this.act(this.runtime.restartRuntime({ meanwhile }));
  },
);

When(
  'the runtime is killed and started again while it is asked to {operation} {container}',
  async function (this: ScenarioWorld, operation: string, container: Container) {
    container.mayExist = true;
    // Whatever becomes of what was asked: the caller of a runtime that dies may learn nothing.
    const asked = askFor(this, operation, container).catch(() => undefined);
    await this.act(this.runtime.restartRuntime({ abruptly: true }));
    await asked;
  },
);

Then(
  '{container} is {state} or {state}',
  async function (this: ScenarioWorld, container: Container, one: string, other: string) {
    const actual = await stateOf(this, container);
    expectThat(`the state of ${container.role}`, [one, other].includes(actual), {
      actual,
      expected: [one, other],
    });
  },
);
