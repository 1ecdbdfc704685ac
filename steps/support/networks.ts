/** The networks of a scenario. */
import type { Reference } from '../../harness/drivers/runtime';
import { freshName } from './connection';

/** Names of networks, real ones made up for those of the features. */
export class Networks {
  private readonly names = new Map<string, Reference>();

  own(name: string): Reference {
    const real = this.names.get(name) ?? freshName(name);
    this.names.set(name, real);
    return real;
  }

  get missing(): Reference {
    return freshName('no-network');
  }

  get all(): Reference[] {
    return [...this.names.values()];
  }
}
