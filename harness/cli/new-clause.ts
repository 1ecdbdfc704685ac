import path from 'node:path';
import { areaOf, type Clause } from '../clauses/clause';
import { makeIndex } from '../clauses/clause-index';
import { readRequiredSets } from '../clauses/required-set';
import { sketchClause } from '../clauses/scaffold';
import { readSpec } from '../clauses/spec-text';
import { didYouMean } from '../nearest';
import { packageRoot } from '../package-root';
import { type ExitStatus, exitStatus, UsageError } from './exit-status';
import { writeTogether } from './write-together';

/** `conform new-clause AREA TITLE`: the next clause of an area and its Rule, to be filled in; both files or none. */
export function runNewClause(
  typed: string,
  title: string,
  { in: founded }: { in?: string },
  root = packageRoot,
): ExitStatus {
  const spec = readSpec(root);
  const area = typed.toUpperCase();
  const wish = {
    area,
    title: checkTitle(title),
    home: homeOf(area, spec.clauses, founded),
    since: nextVersion(root, spec.clauses),
  };
  const { id, files } = sketchClause(root, spec, wish);
  writeTogether(root, files);
  const [text, feature] = files.map(({ file }) => file);
  process.stdout.write(`${id} ${wish.title}: ${text} and ${feature}\n${advice(id)}`);
  return exitStatus.ok;
}

const advice = (
  id: string,
): string => `Next: replace each TODO; phrases for steps are in steps/CATALOGUE.md. Then
  conform lint --write
  npm run conformance -- --clause ${id}
`;

function homeOf(area: string, clauses: readonly Clause[], founded: string | undefined): string {
  const home = clauses.find(({ id }) => areaOf(id) === area)?.file;
  if (home !== undefined) {
    if (founded !== undefined && path.posix.normalize(founded) !== home)
      throw new UsageError(`area ${area} has its home in ${home}, not in ${founded}`);
    return home;
  }
  if (founded !== undefined) return newHome(area, founded);
  const areas = [...new Set(clauses.map(({ id }) => areaOf(id)))].sort();
  throw new UsageError(
    `unknown area '${area}'.${didYouMean(area, areas)}\nAreas: ${areas.join(' ')}\n` +
      `To found a new one: conform new-clause ${area} TITLE --in spec/operations/NAME.md`,
  );
}

function newHome(area: string, typed: string): string {
  const file = path.posix.normalize(typed);
  if (!/^[A-Z]+$/.test(area)) throw new UsageError(`an area is named by letters alone, not '${area}'`);
  if (!/^spec\/([a-z-]+\/)?[a-z-]+\.md$/.test(file))
    throw new UsageError(`an area has its home in a file such as spec/operations/stop.md, not in '${typed}'`);
  return file;
}

function checkTitle(typed: string): string {
  const title = typed.trim().replace(/\s+/g, ' ');
  if (title === '' || title === 'Withdrawn') throw new UsageError(`'${typed}' is no title for a clause`);
  return title;
}

/** A frozen version takes no new clauses. */
function nextVersion(root: string, clauses: readonly Clause[]): string {
  const { version } = makeIndex(clauses, []);
  if (!readRequiredSets(root).some((set) => set.version === version)) return version;
  const [major, minor] = version.split('.').map(Number);
  return `${major}.${(minor ?? 0) + 1}`;
}
