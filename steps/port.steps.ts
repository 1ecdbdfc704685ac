/** Ports of the host that lead into containers. */
import { Given, Then } from '@cucumber/cucumber';
import type { PublishedPort } from '../harness/drivers/runtime';
import type { Container } from './support/containers';
import { expectEqual, expectThat } from './support/expect';
import { call, hostAddress, hostPort, isFree, type Port, publish } from './support/ports';
import type { ScenarioWorld } from './support/world';

Given(
  '{container} asks for port(s) {port} to be published on {place}',
  function (this: ScenarioWorld, container: Container, port: Port, place: string) {
    return publish(this, container, port, place);
  },
);

Given(
  '{container} asks for the same published ports as {container}',
  function (this: ScenarioWorld, { request }: Container, other: Container) {
    request.ports = [...(other.request.ports ?? [])];
  },
);

Then(
  'the host gets {string} from port {port} of {container} {way}',
  async function (this: ScenarioWorld, answer: string, port: Port, container: Container, way: string) {
    const what = `port ${port.port}, called ${way}`;
    // A process that listens on one port after the other may not be there yet.
    await this.soon(
      what,
      () => answerAt(this, port, container, way),
      (seen) => seen === answer,
      answer,
    );
  },
);

Then(
  'the host gets no answer from port {port} of {container} {way}',
  async function (this: ScenarioWorld, port: Port, container: Container, way: string) {
    const answer = await answerAt(this, port, container, way);
    expectThat(`port ${port.port}, called ${way}`, /^(E[A-Z]+|AbortError)$/.test(answer), {
      actual: answer,
      expected: 'no answer',
    });
  },
);

async function answerAt(
  world: ScenarioWorld,
  port: Port,
  container: Container,
  way: string,
): Promise<string> {
  if (way === 'at its own address') {
    const { ipAddress = '' } = await world.facts(container);
    return call(port.protocol, ipAddress, Number(port.port));
  }
  const address = way === 'over loopback' ? '127.0.0.1' : await hostAddress();
  return call(port.protocol, address, await hostPort(world, container, port));
}

Then(
  'the answer shows port {port} of {container} published as it was asked for',
  async function (this: ScenarioWorld, asked: Port, container: Container) {
    const { value } = this.answer<PublishedPort[]>();
    const wish = container.request.ports?.find((one) => one.protocol === asked.protocol);
    const address = wish?.hostAddress ?? '0.0.0.0';
    const port = wish?.hostPort === undefined ? undefined : await hostPort(this, container, asked);
    const found = value.some(
      (one) =>
        one.port === Number(asked.port) &&
        one.protocol === asked.protocol &&
        (one.hostAddress || '0.0.0.0') === address &&
        (port === undefined ? one.hostPort > 0 : one.hostPort === port),
    );
    expectThat('the published ports', found, {
      actual: value,
      expected: { ...asked, address, hostPort: port },
    });
  },
);

Then('the answer shows no published ports', function (this: ScenarioWorld) {
  expectEqual('the published ports', this.answer<PublishedPort[]>().value, []);
});

Then(
  'port {port} of {container} is free on the host',
  async function (this: ScenarioWorld, port: Port, container: Container) {
    if (this.evidence.unseen) this.answer();
    const number = await hostPort(this, container, port);
    expectEqual(`whether port ${number} of the host is free`, await isFree(number), true);
  },
);
