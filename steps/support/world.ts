/** What the steps of one scenario share. */
import { setWorldConstructor, World } from '@cucumber/cucumber';
import type { Answer, Outcome, Refusal, RefusalCategory } from '../../harness/drivers/outcome';
import type { ContainerFacts, Runtime, Session, Streams } from '../../harness/drivers/runtime';
import { SuiteError, Violation } from '../../harness/verdicts/evidence';
import { connected } from './connection';
import { type Container, Containers, type Look } from './containers';
import { Evidence } from './evidence';
import { expectThat } from './expect';
import { cgroupsOf, processStart } from './host';
import { Images } from './images';
import { Networks } from './networks';
import { Volumes } from './volumes';
import { Workspace } from './workspace';

export class ScenarioWorld extends World {
  get runtime(): Runtime {
    return connected().runtime;
  }

  readonly containers = new Containers();
  readonly images = new Images();
  readonly networks = new Networks();
  readonly volumes = new Volumes();
  readonly workspace = new Workspace();
  readonly evidence = new Evidence();
  /** What the runtime made of the act of the scenario: one outcome for each caller. */
  private outcomes: readonly Outcome<unknown>[] = [];

  /** The act, of one caller or of several at once: keeps what came of it for the Thens. */
  async act(...asked: Promise<Outcome<unknown>>[]): Promise<void> {
    this.outcomes = await Promise.all(asked);
    this.evidence.unseen = this.outcomes.find((outcome) => outcome.kind === 'refusal');
  }

  /** A precondition. @throws {Violation} when the runtime refuses it: then the runtime is at fault, too. */
  async given<T>(asked: Promise<Outcome<T>>): Promise<T> {
    return answered(await asked, 'a precondition of the scenario').value;
  }

  /** What the act was answered. @throws {Violation} when it was refused. */
  answer<T = unknown>(): Answer<T> {
    const outcome = this.asked;
    this.evidence.unseen = undefined;
    return answered(outcome as Outcome<T>, 'the operation');
  }

  /** The category of the act's refusal; undefined when it was answered. */
  refusal(): RefusalCategory | undefined {
    const outcome = this.asked;
    this.evidence.unseen = undefined;
    return outcome.kind === 'refusal' ? outcome.category : undefined;
  }

  /** What each of several callers was refused for; undefined for those that were answered. */
  refusals(): (RefusalCategory | undefined)[] {
    this.evidence.unseen = undefined;
    return this.outcomes.map((outcome) => (outcome.kind === 'refusal' ? outcome.category : undefined));
  }

  /** The act's refusal. @throws {Violation} when it was answered. */
  refused(): Refusal {
    const outcome = this.asked;
    this.evidence.unseen = undefined;
    if (outcome.kind === 'refusal') return outcome;
    throw new Violation('a refusal', 'an answer', 'what the runtime made of it');
  }

  /** The standard streams that the act has brought. */
  get streams(): Streams {
    const { value } = this.answer<Partial<Streams> | undefined>();
    if (value?.stdout && value.stderr) return { stdout: value.stdout, stderr: value.stderr };
    throw new SuiteError('the act of this scenario brings no output');
  }

  /** How the container is now. A refusal that nobody expected is reported as such, and not as its consequence. */
  async look(container: Container): Promise<Look> {
    if (this.evidence.unseen) this.answer();
    const { value: facts } = answered(await this.runtime.inspect(container.request.name), 'inspect');
    const { pid } = facts;
    return {
      facts,
      began: pid > 0 ? processStart(pid) : undefined,
      cgroups: pid > 0 ? cgroupsOf(pid) : [],
    };
  }

  async facts(container: Container): Promise<ContainerFacts> {
    return (await this.look(container)).facts;
  }

  /** What the container's process has written so far. */
  async logs(container: Container): Promise<Streams> {
    if (this.evidence.unseen) this.answer();
    return answered(await this.runtime.logs(container.request.name), 'logs').value;
  }

  async join(container: Container, options: { stalled?: boolean } = {}): Promise<Outcome<Session>> {
    const { stdinOpen = false } = container.request;
    const outcome = await this.runtime.attach(container.reference, { stdin: stdinOpen, ...options });
    if (outcome.kind === 'answer') container.sessions.push(outcome.value);
    return outcome;
  }

  /** Asks until it is so, for as long as any answer may take. @throws {Violation} when it does not come to be so. */
  async soon<T>(
    what: string,
    ask: () => Promise<T>,
    isSo: (seen: T) => boolean,
    expected: unknown,
  ): Promise<void> {
    const end = performance.now() + connected().context.budgetMs;
    let seen = await ask();
    while (!isSo(seen) && performance.now() < end) seen = await ask();
    expectThat(what, isSo(seen), { actual: seen, expected });
  }

  /** Adds to the evidence of the scenario. */
  tell(content: unknown, mediaType: string): void {
    this.attach(JSON.stringify(content), mediaType);
  }

  private get asked(): Outcome<unknown> {
    const [outcome] = this.outcomes;
    if (!outcome) throw new SuiteError('the scenario has not asked the runtime for anything');
    return outcome;
  }
}

function answered<T>(outcome: Outcome<T>, what: string): Answer<T> {
  if (outcome.kind === 'answer') return outcome;
  throw new Violation('an answer', `refused: ${told(outcome)}`, what);
}

const told = ({ category, exchange }: Refusal): string =>
  `${category}, status ${exchange.status}, ${exchange.stderr.trim() || 'no words'} (${exchange.asked.join(' ')})`;

setWorldConstructor(ScenarioWorld);
