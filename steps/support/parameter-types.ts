/** The typed words of the features. */
import { defineParameterType } from '@cucumber/cucumber';
import { type RefusalCategory, refusalCategories } from '../../harness/drivers/outcome';
import { compressions } from './compressions';
import { type Container, handles } from './containers';
import { type Mounted, mounted, mountWords } from './mounts';
import { operationNames } from './operations';
import { forms } from './portable';
import { parsePort, places } from './ports';
import { settings, wishes } from './request-words';
import { sights } from './sights';
import type { ScenarioWorld } from './world';

const oneOf = (words: readonly string[]): RegExp => new RegExp(words.join('|'));

/** A new role, as in `a running container "server"`. */
defineParameterType({
  name: 'new',
  regexp: /container(?: "[^"]+")?/,
  transformer: (text: string) => `the ${text}`,
});

/** A container that was introduced before; `it` where there is no doubt. */
defineParameterType({
  name: 'container',
  regexp: /the container(?: "[^"]+")?|it|a container that does not exist/,
  transformer(this: ScenarioWorld, text: string): Container {
    if (text.startsWith('a ')) return this.containers.plan(text, { image: '' });
    return this.containers.get(text === 'it' ? 'the container' : text);
  },
});

/** Gives the reference of an image: of the run, of the scenario, of the one made last, or of none; empty for one without a name. */
defineParameterType({
  name: 'image',
  regexp:
    /the (?:base|empty|kinds|new) image|the (?:first|last) 12 digits of the new image|the image "[^"]+"|an image (?:that does not exist|without a name)/,
  transformer(this: ScenarioWorld, text: string): string {
    const [, fixture] = /^the (\w+) image$/.exec(text) ?? [];
    const [, own] = /"(.+)"/.exec(text) ?? [];
    if (text.endsWith('the new image'))
      return digits[text.split(' ')[1] ?? '']?.(this.images.latest) ?? this.images.latest;
    if (text === 'an image without a name') return '';
    if (fixture) return this.images.fixture(fixture);
    return own ? this.images.own(own) : this.images.missing;
  },
});

/** Gives the name of a volume; undefined for one that is to be named by the runtime. */
defineParameterType({
  name: 'volume',
  regexp: /the volume "[^"]+"|a volume without a name|a volume that does not exist/,
  transformer(this: ScenarioWorld, text: string): string | undefined {
    if (text === 'a volume without a name') return undefined;
    return this.volumes.own(/"(.+)"/.exec(text)?.[1] ?? 'missing');
  },
});

/** What can be asked for at a path of a container, besides the files of the image. */
defineParameterType({
  name: 'mounted',
  // Groups of its own would be handed over in place of the text.
  regexp: new RegExp(
    `(?:${mountWords.map(([{ source }]) => source.replace(/\((?!\?)/g, '(?:')).join('|')})(?: read-only)?`,
  ),
  transformer(this: ScenarioWorld, text: string): Mounted {
    return mounted(this, text);
  },
});
/** Gives the reference of a network: of the scenario, one that every runtime has, or none. */
defineParameterType({
  name: 'network',
  regexp: /the network "[^"]+"|the predefined network "[^"]+"|a network that does not exist/,
  transformer(this: ScenarioWorld, text: string): string {
    const [, kind, name = ''] = /^the (predefined )?network "(.+)"$/.exec(text) ?? [];
    if (name === '') return this.networks.missing;
    return kind ? name : this.networks.own(name);
  },
});
defineParameterType({ name: 'port', regexp: /\d+(?:-\d+)?\/(?:tcp|udp)/, transformer: parsePort });
defineParameterType({ name: 'place', regexp: oneOf(Object.keys(places)) });
/** How somebody reaches a port of a container. */
defineParameterType({
  name: 'way',
  regexp: /over loopback|at the address of the host|at its own address|by its name/,
});
defineParameterType({ name: 'joined', regexp: /connected to|disconnected from/ });
defineParameterType({ name: 'amount', regexp: /an|no/ });

defineParameterType({ name: 'state', regexp: /created|running|paused|exited|removed/ });
/** A signal's name; or what a caller may type for one, in quotes. */
defineParameterType({
  name: 'signal',
  regexp: /SIG[A-Z0-9]+|the signal "[^"]+"/,
  transformer: (text: string) => text.replace(/^the signal "(.+)"$/, '$1'),
});
defineParameterType({ name: 'operation', regexp: oneOf(operationNames) });
defineParameterType({ name: 'wish', regexp: oneOf(Object.keys(wishes)) });
defineParameterType({ name: 'setting', regexp: oneOf(Object.keys(settings)) });
defineParameterType({ name: 'bound', regexp: /since|until/ });
defineParameterType({ name: 'sight', regexp: oneOf(Object.keys(sights)) });
defineParameterType({ name: 'change', regexp: /gain|lose/ });
defineParameterType({ name: 'handle', regexp: oneOf(Object.keys(handles)) });
defineParameterType({ name: 'kind', regexp: /file|directory/ });
defineParameterType({ name: 'stream', regexp: /standard output|standard error/ });
defineParameterType({ name: 'descriptor', regexp: /standard input|standard output|standard error/ });
defineParameterType({ name: 'namespace', regexp: /PID|mount|UTS|IPC|network/, transformer: namespaceFile });
defineParameterType({ name: 'many', regexp: /all|none/ });
defineParameterType({ name: 'number', regexp: /\d+:\d+/ });
defineParameterType({ name: 'octal', regexp: /[0-7]{4}/ });
defineParameterType({ name: 'moment', regexp: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/ });
/** Parts of an identifier that a caller may type. */
const digits: Readonly<Record<string, (id: string) => string>> = {
  first: (id) => id.slice(0, 12),
  last: (id) => id.slice(-12),
};

/** What is special about a portable archive. */
defineParameterType({ name: 'form', regexp: oneOf(Object.keys(forms)) });
defineParameterType({ name: 'compression', regexp: oneOf(Object.keys(compressions)) });
defineParameterType({ name: 'verdict', regexp: /allowed|denied/ });

/** Free text in double quotes with the escapes of JSON, so that line ends are visible. */
defineParameterType({
  name: 'text',
  regexp: /"(?:[^"\\]|\\.)*"/,
  useForSnippets: false,
  transformer: (quoted: string): string => JSON.parse(quoted) as string,
});

/** One category, or several that a clause allows. */
defineParameterType({
  name: 'refusal',
  regexp: new RegExp(`(?:${refusalCategories.join('|')})(?: or (?:${refusalCategories.join('|')}))*`),
  transformer: (text: string): RefusalCategory[] => text.split(' or ') as RefusalCategory[],
});

/** The name of a namespace in /proc/PID/ns, namespaces(7). */
export function namespaceFile(name: string): string {
  return { PID: 'pid', mount: 'mnt', UTS: 'uts', IPC: 'ipc', network: 'net' }[name] ?? name;
}
