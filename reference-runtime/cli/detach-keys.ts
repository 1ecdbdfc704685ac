/** ctrl-p ctrl-q on a terminal: leave, and let the container run. */
const sequence = Buffer.from([16, 17]);

/**
 * Finds the keys in what is typed. A ctrl-p is held back until the next key shows what it was meant for.
 * Clauses: ATTACH-10.
 */
export class DetachKeys {
  #matched = 0;

  /** What the process may have, and whether the keys were complete; nothing after them is passed on. */
  take(typed: Buffer): { readonly pass: Buffer; readonly detached: boolean } {
    const pass: number[] = [];
    for (const key of typed) {
      if (key === sequence[this.#matched]) {
        this.#matched++;
        if (this.#matched === sequence.length) return { pass: Buffer.from(pass), detached: true };
        continue;
      }
      pass.push(...sequence.subarray(0, this.#matched));
      this.#matched = key === sequence[0] ? 1 : 0;
      if (this.#matched === 0) pass.push(key);
    }
    return { pass: Buffer.from(pass), detached: false };
  }
}
