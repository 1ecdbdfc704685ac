/** What the runtime made of the act: success, refusal, an identifier, a time, an answer about something. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Then } from '@cucumber/cucumber';
import type { RefusalCategory } from '../harness/drivers/outcome';
import type { ContainerFacts, ImageFacts } from '../harness/drivers/runtime';
import type { Container } from './support/containers';
import { expectEqual, expectThat } from './support/expect';
import { processNamespaces } from './support/host';
import { factsIn } from './support/process-output';
import type { ScenarioWorld } from './support/world';

const identifier = /^[0-9a-f]{64}$/;

function expectIdentifier(id: string): void {
  expectThat('the identifier', identifier.test(id), { actual: id, expected: '64 hexadecimal digits' });
}

Then('the runtime succeeds', function (this: ScenarioWorld) {
  expectEqual('what the runtime made of it', this.answer().kind, 'answer');
});

Then('the runtime refuses', function (this: ScenarioWorld) {
  expectEqual('what the runtime made of it', this.refused().kind, 'refusal');
});

Then('the runtime refuses: {refusal}', function (this: ScenarioWorld, allowed: RefusalCategory[]) {
  const category = this.refusal();
  const actual = category ?? 'no refusal';
  expectThat(
    'the refusal',
    allowed.some((one) => one === category),
    { actual, expected: allowed },
  );
});

Then(
  'the runtime succeeds or refuses: {refusal}',
  function (this: ScenarioWorld, allowed: RefusalCategory[]) {
    const category = this.refusal();
    const fits = category === undefined || allowed.includes(category);
    expectThat('the refusal, if it is one', fits, { actual: category, expected: allowed });
  },
);

Then(
  'the exit status of the refusal, where there is one, is {int}',
  function (this: ScenarioWorld, wanted: number) {
    const { status } = this.refused().exchange;
    const isHttp = status >= 400; // no exit status is as high: the driver asks over HTTP
    expectThat('the exit status', isHttp || status === wanted, { actual: status, expected: wanted });
  },
);

Then('the runtime has taken at least {int} second(s)', function (this: ScenarioWorld, seconds: number) {
  const { durationMs } = this.answer().exchange;
  const expected = `at least ${seconds * 1000} ms`;
  expectThat('the time', durationMs >= seconds * 1000, { actual: `${durationMs} ms`, expected });
});

Then('the runtime has taken less than {int} seconds', function (this: ScenarioWorld, seconds: number) {
  const { durationMs } = this.answer().exchange;
  const expected = `less than ${seconds * 1000} ms`;
  expectThat('the time', durationMs < seconds * 1000, { actual: `${durationMs} ms`, expected });
});

Then('the exit status is {int}', function (this: ScenarioWorld, status: number) {
  expectEqual('the exit status', this.answer<{ exitStatus: number }>().value.exitStatus, status);
});

Then('the reported identifier has 64 lower-case hexadecimal digits', function (this: ScenarioWorld) {
  expectIdentifier(this.answer<{ id: string }>().value.id);
});

Then(
  'the reported identifier is that of {container}',
  async function (this: ScenarioWorld, container: Container) {
    const { id } = this.answer<{ id: string }>().value;
    expectEqual('the reported identifier', id, (await this.facts(container)).id);
  },
);

Then('the reported identifier is that of {image}', async function (this: ScenarioWorld, image: string) {
  const { id } = this.answer<{ id: string }>().value;
  expectEqual('the reported identifier', id, (await this.given(this.runtime.inspectImage(image))).id);
});

Then('the identifier of the image has 64 lower-case hexadecimal digits', function (this: ScenarioWorld) {
  expectIdentifier(this.answer<ImageFacts>().value.id);
});

Then(
  'the identifier of {container} has 64 lower-case hexadecimal digits',
  function (this: ScenarioWorld, container: Container) {
    expectIdentifier(container.id);
  },
);

Then(
  '{container} and {container} have different identifiers',
  function (this: ScenarioWorld, one: Container, other: Container) {
    expectThat('two identifiers', one.id !== other.id, { actual: one.id, expected: 'another' });
  },
);

Then('the answer is about {container}', function (this: ScenarioWorld, container: Container) {
  expectEqual('the identifier in the answer', this.answer<ContainerFacts>().value.id, container.id);
});

Then('the answer is about {image}', async function (this: ScenarioWorld, image: string) {
  const { id } = await this.given(this.runtime.inspectImage(image));
  expectEqual('the identifier in the answer', this.answer<ImageFacts>().value.id, id);
});

Then('the answer shows the state {state}', function (this: ScenarioWorld, state: string) {
  expectEqual('the state in the answer', this.answer<ContainerFacts>().value.state, state);
});

Then('the answer shows the exit status {int}', function (this: ScenarioWorld, status: number) {
  expectEqual('the exit status in the answer', this.answer<ContainerFacts>().value.exitStatus, status);
});

Then(
  'the answer shows that {container} was made from {image}',
  async function (this: ScenarioWorld, _: Container, image: string) {
    const { id } = await this.given(this.runtime.inspectImage(image));
    expectEqual('the image in the answer', this.answer<ContainerFacts>().value.image, id);
  },
);

Then(
  'the file of the caller holds the identifier of {container} and nothing else',
  async function (this: ScenarioWorld, container: Container) {
    const { id } = await this.facts(container);
    const file = path.join(this.workspace.folder, 'identifier');
    const content = existsSync(file) ? readFileSync(file, 'utf8') : 'there is no file';
    expectEqual('the file', content, id);
  },
);

Then('the answer shows no process', function (this: ScenarioWorld) {
  expectEqual('the number of the process', this.answer<ContainerFacts>().value.pid, 0);
});

Then(
  'the answer shows the number of a process on the host in the namespaces of {container}',
  async function (this: ScenarioWorld, container: Container) {
    const { pid } = this.answer<ContainerFacts>().value;
    const { namespaces } = factsIn((await this.logs(container)).stdout);
    expectEqual(`the PID namespace of process ${pid}`, processNamespaces(pid).pid, namespaces.pid);
  },
);

Then(
  'the answer shows an address that {container} has',
  async function (this: ScenarioWorld, container: Container) {
    const { ipAddress } = this.answer<ContainerFacts>().value;
    const { interfaces } = factsIn((await this.logs(container)).stdout);
    const addresses = interfaces.filter(({ name }) => name !== 'lo').flatMap((one) => one.addresses);
    expectThat('the address', addresses.includes(ipAddress ?? ''), {
      actual: ipAddress,
      expected: addresses,
    });
  },
);
