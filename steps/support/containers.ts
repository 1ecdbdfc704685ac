/** The containers of a scenario, by role. */
import type { Outcome } from '../../harness/drivers/outcome';
import type {
  ContainerFacts,
  ContainerRequest,
  Listener,
  Reference,
  Runtime,
  Session,
} from '../../harness/drivers/runtime';
import { SuiteError } from '../../harness/verdicts/evidence';
import { freshName } from './connection';
import type { HostProcess } from './host';

/** What a caller knows of a container: what it asked for and what it was told. */
export class Container {
  /** How the caller refers to it. */
  reference: Reference;
  sessions: Session[] = [];
  readonly waits: Wait[] = [];
  /** How often its process was begun. */
  starts = 0;
  /** Whether the runtime was asked to make it: then it may exist, whatever the answer was. */
  mayExist = false;
  /** The processes that it had when the caller looked last. */
  processes: HostProcess[] = [];
  /** What it was called before. */
  formerName = '';
  private told: string | undefined;
  private looked: Look | undefined;

  constructor(
    readonly role: string,
    readonly request: ContainerRequest & { name: string },
  ) {
    this.reference = request.name;
  }

  /** Calls it otherwise from now on. */
  rename(name: string): void {
    this.formerName = this.request.name;
    this.request.name = name;
    this.reference = name;
  }

  /** The identifier that the runtime has reported. */
  get id(): string {
    return this.told ?? missing(`the identifier of ${this.role}`);
  }

  set id(id: string) {
    this.told = id;
  }

  get wasMade(): boolean {
    return this.told !== undefined;
  }

  /** What the probe prints as soon as it does nothing but wait; undefined when it does something else in the end. */
  get announcement(): string | undefined {
    const waits = this.request.argv?.find((word) => word === 'hold' || word === 'listen');
    return waits && { hold: 'holding\n', listen: 'listening\n' }[waits];
  }

  /** A caller begins to wait for it, and goes on waiting beside what the scenario does. */
  wait(runtime: Runtime): void {
    const wait: Wait = { outcome: runtime.wait(this.reference), over: false };
    const over = () => {
      wait.over = true;
    };
    wait.outcome.then(over, over);
    this.waits.push(wait);
  }

  /** What the caller saw when it looked last. */
  get seen(): Look {
    return this.looked ?? missing(`a step 'the caller has looked at ${this.role}'`);
  }

  set seen(look: Look) {
    this.looked = look;
  }
}

/** What a caller may refer to a container by, in the words of the features. */
export const handles: Readonly<Record<string, (container: Container) => Reference>> = {
  'its former name': ({ formerName }) => formerName,
  'its name': ({ request }) => request.name,
  'the beginning of its identifier': ({ id }) => id.slice(0, 12),
  'the middle of its identifier': ({ id }) => id.slice(20, 40),
};

export interface Wait {
  readonly outcome: Promise<Outcome<{ exitStatus: number }>>;
  over: boolean;
}

export interface Look {
  readonly facts: ContainerFacts;
  /** When its process began, in clock ticks: with the number it identifies a process of the host. */
  readonly began: string | undefined;
  /** Directories of its cgroups on the host. */
  readonly cgroups: readonly string[];
}

export class Containers {
  private readonly byRole = new Map<string, Container>();

  /** A container that was thought of, not yet made. */
  plan(role: string, request: Omit<ContainerRequest, 'name'>): Container {
    const container = new Container(role, { ...request, name: freshName(role) });
    this.byRole.set(role, container);
    return container;
  }

  /** Callers who are told what happens. */
  readonly listeners: Listener[] = [];
  private mark: string | undefined;

  /** A label that no other scenario uses, for `name` or `name=value`. */
  ownLabel(text: string): string {
    this.mark ??= freshName('label');
    return `${this.mark}.${text}`;
  }

  get(role: string): Container {
    return this.byRole.get(role) ?? missing(role);
  }

  get waits(): Wait[] {
    return this.all.flatMap(({ waits }) => waits);
  }

  get sessions(): Session[] {
    return this.all.flatMap(({ sessions }) => sessions);
  }

  /** The session of the caller that came last. */
  get session(): Session {
    return this.sessions.at(-1) ?? missing('a caller who is attached');
  }

  /** The caller that came last goes away without a word. */
  async leave(): Promise<void> {
    const { session } = this;
    for (const container of this.all)
      container.sessions = container.sessions.filter((one) => one !== session);
    await session.disconnect();
  }

  get all(): Container[] {
    return [...this.byRole.values()];
  }
}

const missing = (what: string): never => {
  throw new SuiteError(`the scenario has not introduced ${what}`);
};
