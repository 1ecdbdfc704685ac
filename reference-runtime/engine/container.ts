/** One container in memory: its record, its files, and the process while it runs. */
import { EventEmitter } from 'node:events';
import type { Monitored } from '../isolation/monitored';
import type { ContainerFiles } from './container-files';
import { Readers } from './readers';
import type { ContainerRecord } from './record';
import { nextState, type State } from './state';

/** One start of a container. */
export interface Run {
  readonly number: number;
  /** Where init keeps its output. */
  readonly directory: string;
  readonly monitored: Monitored;
}

/**
 * `run`: a process was made (it may still fail to execute). `still`: a run ended or could not begin; the record says how.
 * `removing`: no run will come any more; `removed`: the container is gone.
 */
type Turn = 'run' | 'still' | 'removing' | 'removed';

export class Container {
  /** The process of a running container. */
  run: Run | undefined;
  /** The last run that this daemon began or adopted, whether it goes on or not. */
  lastRun: Run | undefined;
  private readonly turns = new EventEmitter().setMaxListeners(0);
  private tail: Promise<unknown> = Promise.resolve();
  private readonly readers = new Readers();
  /** So many restarts are under way: an end among them is not the last one. */
  restarts = 0;
  /** It was removed: those who waited for their turn find it gone. */
  removed = false;

  constructor(
    readonly record: ContainerRecord,
    readonly files: ContainerFiles,
  ) {}

  get state(): State {
    return this.record.life.state;
  }

  began(run: Run): void {
    this.run = run;
    this.lastRun = run;
  }

  /** Writes the change down before anyone is told. */
  become(state: State, life: Partial<ContainerRecord['life']>): void {
    Object.assign(this.record.life, life, { state: nextState(this.state, state) });
    this.save();
  }

  /** A caller wants it to end, and not to be started again. */
  isToEnd(): void {
    if (this.record.life.stopped || this.record.settings.restartPolicy.name === 'no') return;
    this.record.life.stopped = true;
    this.save();
  }

  save(): void {
    this.files.save(this.record);
  }

  announce(turn: Turn): void {
    this.turns.emit(turn);
  }

  /** Calls `listener` at the first of the turns from now on; returns how to stop listening. */
  once(turns: readonly Turn[], listener: (turn: Turn) => void): () => void {
    const listeners = turns.map((turn) => [turn, () => fire(turn)] as const);
    const stop = (): void => {
      for (const [turn, each] of listeners) this.turns.off(turn, each);
    };
    const fire = (turn: Turn): void => {
      stop();
      listener(turn);
    };
    for (const [turn, each] of listeners) this.turns.on(turn, each);
    return stop;
  }

  /** The first of the turns from now on, or `aborted`. */
  next(turns: readonly Turn[], signal?: AbortSignal): Promise<Turn | 'aborted'> {
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve('aborted');
      const aborted = (): void => {
        stop();
        resolve('aborted');
      };
      const stop = this.once(turns, (turn) => {
        signal?.removeEventListener('abort', aborted);
        resolve(turn);
      });
      signal?.addEventListener('abort', aborted, { once: true });
    });
  }

  /** Lets a client read the output files: as long as it does, and gets on with it, they are not removed under its eyes. */
  reading<T>(signal: AbortSignal, read: (end: AbortSignal) => AsyncIterable<T>): AsyncIterable<T> {
    return this.readers.admit(signal, read);
  }

  /** Resolves when nobody reads any more; clients that do not get on are sent away. */
  readersDone(): Promise<void> {
    return this.readers.done();
  }

  /** Start, end, rename and removal of one container happen one after the other, in the order they were asked for. */
  exclusive<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.tail.then(work);
    this.tail = mine.catch(() => undefined);
    return mine;
  }
}
