/** What has to be undone at the end, whatever the end is. */
export class CleanUp {
  readonly #steps: (() => unknown)[] = [];
  #interrupted = false;

  constructor() {
    // Noted, not obeyed at once: what is being measured ends first, then everything is undone.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => (this.#interrupted = true));
  }

  add(step: () => unknown): void {
    this.#steps.push(step);
  }

  /** Throws when the user wants to leave. */
  checkpoint(): void {
    if (this.#interrupted) throw new Error('interrupted');
  }

  /** Undoes all, last first. A step that fails is told and does not keep the others from being tried. */
  async run(): Promise<void> {
    for (const step of this.#steps.splice(0).reverse()) {
      try {
        await step();
      } catch (error) {
        process.stderr.write(`clean-up: ${(error as Error).message}\n`);
        process.exitCode = 1;
      }
    }
  }
}
