import { type Clause, type ClauseIndex, inOrder } from './clause';
import type { Problem } from './problem';
import {
  digestOf,
  type RequiredClause,
  type RequiredSet,
  requiredClause,
  requiredFile,
} from './required-set';

type Text = Pick<ClauseIndex, 'version' | 'clauses' | 'withdrawn'>;

/**
 * What the text says otherwise than the versions that are frozen. A clause that changes names the new version in `Since:`; a clause
 * of an old version stays as it was, or is withdrawn in a newer one.
 */
export function checkRequired(text: Text, sets: readonly RequiredSet[]): Problem[] {
  const present = new Set([...text.clauses.map(({ id }) => id), ...text.withdrawn]);
  return [
    ...sets.flatMap(edited),
    ...sets.flatMap((set) => removed(set, text, present)),
    ...text.clauses.flatMap((clause) => [...changed(clause, sets), ...reused(clause, sets)]),
  ];
}

function edited({ version, digest, clauses }: RequiredSet): Problem[] {
  if (digestOf(clauses) === digest) return [];
  const message = 'was edited after it had been frozen; restore it with git checkout';
  return [{ file: requiredFile(version), line: 1, rule: 'frozen-set', message }];
}

function removed({ version, clauses }: RequiredSet, text: Text, present: ReadonlySet<string>): Problem[] {
  const withdrawn = new Set(text.withdrawn);
  const isNewer = inOrder(text.version, version) > 0;
  return clauses.flatMap(({ id }, index) => {
    if (present.has(id) && (isNewer || !withdrawn.has(id))) return [];
    const what = withdrawn.has(id) ? 'is withdrawn' : 'is gone';
    const wayOut = isNewer
      ? `leave its heading: ### ${id} Withdrawn`
      : 'bring it back; only a newer version may withdraw it';
    return [
      {
        file: requiredFile(version),
        line: index + 2,
        rule: 'frozen-clause',
        message: `${id} of version ${version} ${what}; ${wayOut}`,
      },
    ];
  });
}

function changed(clause: Clause, sets: readonly RequiredSet[]): Problem[] {
  const binding = sets.findLast(({ version }) => inOrder(version, clause.since) >= 0);
  if (binding === undefined) return [];
  const frozen = binding.clauses.find(({ id }) => id === clause.id);
  const what = frozen === undefined ? 'was added' : difference(frozen, requiredClause(clause));
  if (what === '') return [];
  const wayOut = `undo it, or give the clause a Since newer than ${binding.version}`;
  const message = `${clause.id} ${what} after version ${binding.version} was frozen; ${wayOut}`;
  return [{ file: clause.file, line: clause.line, rule: 'frozen-clause', message }];
}

/** A number that one version held and the next did not belongs to the past. */
function reused({ id, file, line }: Clause, sets: readonly RequiredSet[]): Problem[] {
  const holds = (set: RequiredSet) => set.clauses.some((clause) => clause.id === id);
  const gone = sets.find((set, index) => !holds(set) && sets.slice(0, index).some(holds));
  if (gone === undefined) return [];
  const message = `${id} was withdrawn with version ${gone.version}; take the next free number`;
  return [{ file, line, rule: 'reused-id', message }];
}

const list = (needs: readonly string[]): string => (needs.length === 0 ? '–' : needs.join(', '));

/** Scenarios for a clause that had none make the suite better, not the text another. */
function difference(frozen: RequiredClause, now: RequiredClause): string {
  const parts = [
    frozen.level === now.level ? '' : `went from ${frozen.level} to ${now.level}`,
    frozen.profile === now.profile ? '' : `moved from profile ${frozen.profile} to ${now.profile}`,
    list(frozen.needs) === list(now.needs)
      ? ''
      : `changed its needs from ${list(frozen.needs)} to ${list(now.needs)}`,
    frozen.digest === now.digest ? '' : 'was reworded',
    frozen.examined && !now.examined ? 'lost its scenarios' : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}
