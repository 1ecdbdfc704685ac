/** The images of a scenario: those that every run provides, and those that it names itself. */

import type { Reference } from '../../harness/drivers/runtime';
import { type FixtureName, fixtures } from '../../harness/fixtures/catalogue';
import { SuiteError } from '../../harness/verdicts/evidence';
import { connected, freshName } from './connection';

export class Images {
  private readonly repositories = new Map<string, string>();
  private readonly names = new Set<Reference>();
  private last: Reference | undefined;

  /** A fixture, by its name. */
  fixture(name: string): Reference {
    const reference = connected().context.images[name];
    if (!reference || !Object.hasOwn(fixtures, name as FixtureName))
      throw new SuiteError(`the run provides no image '${name}'`);
    return reference;
  }

  /** The name that stands for `repository` or `repository:tag` in this scenario; removed at its end. */
  own(name: string): Reference {
    const [, host = '', first = '', rest = '', tag] =
      /^([^/]*:\d+\/)?([^:/]*)([^:]*)(?::(.*))?$/.exec(name) ?? [];
    const repository = `${host}${first}${rest}`;
    const real = this.repositories.get(repository) ?? `${host}${freshName(first)}${rest}`;
    this.repositories.set(repository, real);
    return this.remember(tag === undefined ? real : `${real}:${tag}`);
  }

  /** A name as it stands in the feature; removed at the end if the runtime made it. */
  remember(name: Reference): Reference {
    this.names.add(name);
    return name;
  }

  /** The image made last, by its identifier. */
  get latest(): Reference {
    if (!this.last) throw new SuiteError('the scenario has made no image');
    return this.remember(this.last); // by now it may have no other name
  }

  /** An image that has just been made; removed at the end by its identifier when it got no name. */
  made(id: string, name: Reference | undefined): void {
    this.last = id;
    if (!name) this.remember(id);
  }

  get missing(): Reference {
    return `conform-${connected().context.runId}-missing:none`;
  }

  /** What is to be removed, the newest first: an image may be made from another. */
  get toRemove(): readonly Reference[] {
    return [...this.names].reverse();
  }
}
