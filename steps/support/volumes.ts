/** The volumes that a scenario names. */
import type { Reference } from '../../harness/drivers/runtime';
import { freshName } from './connection';

export class Volumes {
  private readonly byName = new Map<string, Reference>();
  /** Those that the runtime has named. */
  private readonly given: Reference[] = [];

  /** The name that stands for `name` in this scenario; removed at its end. */
  own(name: string): Reference {
    const real = this.byName.get(name) ?? freshName(name);
    this.byName.set(name, real);
    return real;
  }

  remember(name: Reference): void {
    this.given.push(name);
  }

  get made(): readonly Reference[] {
    return [...this.byName.values(), ...this.given];
  }
}
