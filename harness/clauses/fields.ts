import type { RootContent } from 'mdast';
import { capabilities, isCapability } from '../drivers/capabilities';
import { didYouMean } from '../nearest';
import type { Clause, Profile } from './clause';
import { profiles } from './clause';
import type { Report } from './markdown';
import { plainText } from './markdown';

type Fields = Pick<Clause, 'profile' | 'needs' | 'since' | 'from' | 'why' | 'unexamined'>;
const names = ['Profile', 'Needs', 'Since', 'From'] as const;

/** The line `Profile: … · Needs: … · Since: … · From: …` and the paragraphs `Why: …` and `Not examined: …` of a clause; undefined when one is missing. */
export function readFields(id: string, body: readonly RootContent[], report: Report): Fields | undefined {
  const paragraphs = body.filter((node) => node.type === 'paragraph');
  const line = paragraphs.find((node) => plainText(node).startsWith('Profile:'));
  const why = paragraphs.map(plainText).find((text) => /^Why: \S/.test(text));
  if (why === undefined)
    report('why', `${id} has no paragraph «Why: …» that tells what the clause is good for`);
  const unexamined = paragraphs.map(plainText).find((text) => /^Not examined: \S/.test(text));
  const values = new Map((line ? plainText(line) : '').split(' · ').map((field) => splitOnce(field, ': ')));
  for (const name of values.keys())
    if (name !== '' && !names.some((known) => known === name))
      report('unknown-field', `${id}: unknown field «${name}».${didYouMean(name, names)}`, line);
  for (const name of names)
    if (!values.get(name))
      report('missing-field', `${id} has no field «${name}: …» in its line of fields`, line);
  const [profile, needs] = [
    readProfile(id, values.get('Profile'), report),
    readNeeds(id, values.get('Needs'), report),
  ];
  const [since, from] = [values.get('Since'), values.get('From')];
  if (since && !/^\d+\.\d+$/.test(since))
    report('since', `${id}: Since must be a version such as 1.0, not «${since}»`, line);
  if (!profile || !needs || !since || !from || why === undefined) return undefined;
  return {
    profile,
    needs,
    since,
    from,
    why: why.replace(/^Why: /, ''),
    ...(unexamined && { unexamined: unexamined.replace(/^Not examined: /, '') }),
  };
}

function readProfile(id: string, text: string | undefined, report: Report): Profile | undefined {
  const profile = profiles.find((known) => known === text);
  if (text && profile === undefined)
    report(
      'unknown-profile',
      `${id}: unknown profile «${text}»; known are ${profiles.join(', ')}.${didYouMean(text, profiles)}`,
    );
  return profile;
}

function readNeeds(id: string, text: string | undefined, report: Report): string[] | undefined {
  if (!text) return undefined;
  const needs = /^[–-]$/.test(text) ? [] : text.split(/,\s*/);
  for (const name of needs)
    if (!isCapability(name))
      report(
        'unknown-capability',
        `${id}: unknown capability «${name}».${didYouMean(name, Object.keys(capabilities))}`,
      );
  return needs;
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text.trim(), ''] : [text.slice(0, at).trim(), text.slice(at + separator.length).trim()];
}
