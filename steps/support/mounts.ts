/** What a caller wants to be seen at a path of a container, by the words of the features. */
import path from 'node:path';
import type { Mount } from '../../harness/drivers/runtime';
import { SuiteError } from '../../harness/verdicts/evidence';
import type { ScenarioWorld } from './world';

/** Still without the path. */
export type Mounted = (target: string) => Mount;

type Reading = (world: ScenarioWorld, match: RegExpExecArray, readOnly: boolean) => Mounted;

export const mountWords: readonly (readonly [pattern: RegExp, read: Reading])[] = [
  [
    /the folder/,
    ({ workspace }, _, readOnly) =>
      (target) => ({ kind: 'bind', source: workspace.folder, target, readOnly }),
  ],
  [
    /"([^"]+)" of the folder/,
    ({ workspace }, [, name = ''], readOnly) =>
      (target) => ({
        kind: 'bind',
        source: path.join(workspace.folder, name),
        target,
        readOnly,
      }),
  ],
  [
    /the volume "([^"]+)"/,
    ({ volumes }, [, name = ''], readOnly) =>
      (target) => ({ kind: 'volume', name: volumes.own(name), target, readOnly }),
  ],
  [/a new volume/, (_, __, readOnly) => (target) => ({ kind: 'volume', target, readOnly })],
  [
    /a file system in memory(?: of (\d+k))?(?: with the mode ([0-7]{4}))?/,
    (_, [, size, mode]) =>
      (target) => ({ kind: 'tmpfs', target, ...(size && { size }), ...(mode && { mode }) }),
  ],
];

export function mounted(world: ScenarioWorld, text: string): Mounted {
  const readOnly = text.endsWith(' read-only');
  const words = readOnly ? text.slice(0, -' read-only'.length) : text;
  for (const [pattern, read] of mountWords) {
    const match = new RegExp(`^${pattern.source}$`).exec(words);
    if (match) return read(world, match, readOnly);
  }
  throw new SuiteError(`'${text}' is nothing that can be mounted`);
}
