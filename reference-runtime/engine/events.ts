/** What happened to containers and images, told to whoever listens. */
import { EventEmitter, on } from 'node:events';

export interface EngineEvent {
  readonly type: 'container' | 'image' | 'network' | 'volume';
  /** create, start, die, kill, stop, destroy, … */
  readonly action: string;
  readonly id: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Nanoseconds since 1970. */
  readonly time: bigint;
}

const remembered = 256;
/** A listener that is this far behind loses the oldest: news must never hold up the daemon. */
const backlog = 1024;

/** Clauses: EVENTS-1 … EVENTS-13. */
export class Events {
  private readonly emitter = new EventEmitter().setMaxListeners(0);
  private readonly past: EngineEvent[] = [];
  private lastTime = 0n;

  tell(event: Omit<EngineEvent, 'time'>): void {
    const told = { ...event, time: this.now() };
    this.past.push(told);
    if (this.past.length > remembered) this.past.shift();
    this.emitter.emit('event', told);
  }

  /**
   * Events from `since` on, as far as remembered, then live ones until `until` or the signal. Listening begins at the call.
   * Times are nanoseconds since 1970.
   */
  listen(options: { since?: bigint; until?: bigint; signal: AbortSignal }): AsyncIterable<EngineEvent> {
    const { since, until } = options;
    const earlier = since === undefined ? [] : this.past.filter((each) => each.time >= since);
    const end = until === undefined ? options.signal : AbortSignal.any([options.signal, at(until)]);
    const live = end.aborted ? undefined : this.subscribe(end);
    return (async function* () {
      for (const event of earlier) if (until === undefined || event.time <= until) yield event;
      if (live) yield* live;
    })();
  }

  private subscribe(signal: AbortSignal): AsyncGenerator<EngineEvent> {
    const queue: EngineEvent[] = [];
    const bell = new EventEmitter();
    const ring = on(bell, 'ring', { signal });
    const keep = (event: EngineEvent): void => {
      queue.push(event);
      if (queue.length > backlog) queue.shift();
      if (queue.length === 1) bell.emit('ring');
    };
    this.emitter.on('event', keep);
    signal.addEventListener('abort', () => this.emitter.off('event', keep), { once: true });
    return drain(queue, ring);
  }

  /** Strictly rising, so that `since` the last event seen never repeats or skips one. */
  private now(): bigint {
    const time = BigInt(Date.now()) * 1_000_000n;
    this.lastTime = time > this.lastTime ? time : this.lastTime + 1n;
    return this.lastTime;
  }
}

async function* drain(queue: EngineEvent[], ring: AsyncIterable<unknown>): AsyncGenerator<EngineEvent> {
  try {
    for await (const _ of ring) for (let event = queue.shift(); event; event = queue.shift()) yield event;
  } catch (error) {
    if ((error as Error).name !== 'AbortError') throw error;
  }
}

function at(time: bigint): AbortSignal {
  const longestTimer = 2 ** 31 - 1;
  return AbortSignal.timeout(Math.min(longestTimer, Math.max(0, Number(time / 1_000_000n) - Date.now())));
}
