/** From what a client printed to answers in the specification's words. */
import { UnreadableAnswer } from '../outcome';
import type { Change, ContainerFacts, ContainerSummary, State } from '../runtime';
import type { Descriptor, Pointers } from './descriptor';
import {
  bareId,
  first,
  flag,
  lines,
  map,
  number,
  numberOr,
  parse,
  parseAll,
  text,
  texts,
} from './json-answer';
import { readRequest, readTimes } from './read-observation';

type Answers = Descriptor['answers'];

/** The identifier is the last thing a client prints; progress may come before it. Given as printed, even if it is none. */
export const readId = (stdout: string): string => bareId(lines(stdout).at(-1) ?? '');

/** One on each line. */
export const readNames = (stdout: string): string[] => lines(stdout).map((line) => line.trim());

export const readIds = (stdout: string): string[] => [...new Set(lines(stdout).map(bareId))];

/** Numbers, one on each line after the heading. */
export function readNumbers(stdout: string): number[] {
  const rows = lines(stdout).slice(1);
  const strange = rows.find((row) => !/^\s*\d+\s*$/.test(row));
  if (strange !== undefined)
    throw new UnreadableAnswer(`the number of a process was expected, not '${strange}'`);
  return rows.map(Number);
}

export function readExitStatus(stdout: string): number {
  const line = lines(stdout).at(-1) ?? '';
  if (!/^-?\d+$/.test(line.trim())) throw new UnreadableAnswer(`an exit status was expected, not '${line}'`);
  return Number(line);
}

export function readChanges(stdout: string, { pattern, kinds }: Answers['changes']): Change[] {
  const expression = new RegExp(pattern);
  return lines(stdout).map((line) => {
    const [, mark = '', path = ''] = expression.exec(line) ?? [];
    const kind = kinds[mark];
    if (!kind) throw new UnreadableAnswer(`a changed path was expected, not '${line}'`);
    return { kind, path };
  });
}

export function readContainer(stdout: string, answers: Answers): ContainerFacts {
  const { container, states } = answers;
  const json = parse(stdout);
  const ipAddress = text(json, container.ipAddress);
  const volume = text(json, container.volume);
  return {
    id: text(json, container.id),
    name: text(json, container.name).replace(/^\//, ''),
    state: readState(text(json, container.state), states),
    exitStatus: number(json, container.exitStatus),
    pid: number(json, container.pid),
    image: bareId(text(json, container.image)),
    labels: map(json, container.labels),
    ...(ipAddress && { ipAddress }),
    ...(volume && { volume }),
    addresses: readAddresses(first(json, container.networks)),
    asked: readRequest(json, answers),
    times: readTimes(json, answers),
    outOfMemory: flag(json, container.outOfMemory),
    restarts: numberOr(json, container.restarts, 0),
  };
}

/** Those that a container has, by the name of the network. */
function readAddresses(networks: unknown): Record<string, string> {
  const known = Object.entries((networks ?? {}) as Record<string, { IPAddress?: string } | null>);
  return Object.fromEntries(known.flatMap(([name, at]) => (at?.IPAddress ? [[name, at.IPAddress]] : [])));
}

function readState(word: string, states: Answers['states']): State {
  const state = stateOf(word, states);
  if (!state)
    throw new UnreadableAnswer(`the state '${word}' is none of the words that answers.states lists`);
  return state;
}

const stateOf = (word: string, states: Answers['states']): State | undefined =>
  (Object.entries(states) as [State, readonly string[]][]).find(([, words]) => words.includes(word))?.[0];

export const readContainers = (stdout: string, { listedContainer, states }: Answers): ContainerSummary[] =>
  parseAll(stdout).map((entry) => ({
    id: text(entry, listedContainer.id),
    names: texts(entry, listedContainer.names).map((name) => name.replace(/^\//, '')),
    ...listedState(text(entry, listedContainer.state), states),
  }));

/** A listing shows the containers of others, too, in whatever state. */
function listedState(word: string, states: Answers['states']): { state?: State } {
  const state = stateOf(word, states);
  return state ? { state } : {};
}

export const readVolume = (stdout: string, { volume }: Answers): { name: string } => ({
  name: text(parse(stdout), volume.name),
});

export const readVersion = (stdout: string, pointers: Pointers): string => text(parse(stdout), pointers);
