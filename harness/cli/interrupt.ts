/** Ctrl-C or a request to end came: the run ends now, in order. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  constructor(signal: NodeJS.Signals) {
    super(`interrupted by ${signal}`);
  }
}

export interface Interruption {
  /** Waits for `work`, or rejects with Interrupted as soon as a signal has come. */
  unlessInterrupted<T>(work: Promise<T>): Promise<T>;
  /** Back to what signals do by default. */
  release(): void;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Takes the ending signals over. The first one interrupts; whoever is impatient is told what is still being done. */
export function watchForInterrupts(tell: (text: string) => void): Interruption {
  let interrupt: (reason: Interrupted) => void = () => undefined;
  const interrupted = new Promise<never>((_resolve, reject) => {
    interrupt = reject;
  });
  interrupted.catch(() => undefined);
  let count = 0;
  const onSignal = (signal: NodeJS.Signals) => {
    count += 1;
    if (count === 1) tell(`\n${signal}: removing what the run has made, then writing the report …`);
    else tell('Still cleaning up; please wait, or containers of the run stay behind.');
    interrupt(new Interrupted(signal));
  };
  for (const signal of signals) process.on(signal, onSignal);
  return {
    unlessInterrupted: (work) => Promise.race([work, interrupted]),
    release: () => {
      for (const signal of signals) process.off(signal, onSignal);
    },
  };
}
