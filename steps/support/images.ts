/** The images of a scenario: those that every run provides, and those that it names itself. */

import type { Reference } from '../../harness/drivers/runtime';
import { type FixtureName, fixtures } from '../../harness/fixtures/catalogue';
import { SuiteError } from '../../harness/verdicts/evidence';
import { connected, freshName } from './connection';

export class Images {
  private readonly repositories = new Map<string, string>();
  private readonly names = new Set<Reference>();

  /** A fixture, by its name. */
  fixture(name: string): Reference {
    const reference = connected().context.images[name];
    if (!reference || !Object.hasOwn(fixtures, name as FixtureName))
      throw new SuiteError(`the run provides no image '${name}'`);
    return reference;
  }

  /** The name that stands for `repository` or `repository:tag` in this scenario; removed at its end. */
  own(name: string): Reference {
    const [repository = '', tag] = name.split(':');
    const real = this.repositories.get(repository) ?? freshName(repository);
    this.repositories.set(repository, real);
    return this.remember(tag === undefined ? real : `${real}:${tag}`);
  }

  /** A name as it stands in the feature; removed at the end if the runtime made it. */
  remember(name: Reference): Reference {
    this.names.add(name);
    return name;
  }

  get missing(): Reference {
    return `conform-${connected().context.runId}-missing:none`;
  }

  get made(): readonly Reference[] {
    return [...this.names];
  }
}
