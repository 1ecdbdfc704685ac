/** From what a client printed to answers in the specification's words. */
import { UnreadableAnswer } from '../outcome';
import type { Change, ContainerFacts, ContainerSummary, ImageFacts, ImageSummary, State } from '../runtime';
import type { Descriptor, Pointers } from './descriptor';

type Answers = Descriptor['answers'];

const lines = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');

const bareId = (id: string): string => id.trim().replace(/^sha256:/, '');

/** The identifier is the last thing a client prints; progress may come before it. Given as printed, even if it is none. */
export const readId = (stdout: string): string => bareId(lines(stdout).at(-1) ?? '');

export const readIds = (stdout: string): string[] => [...new Set(lines(stdout).map(bareId))];

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

export function readContainer(stdout: string, { container, states }: Answers): ContainerFacts {
  const json = parse(stdout);
  const ipAddress = text(json, container.ipAddress);
  return {
    id: text(json, container.id),
    name: text(json, container.name).replace(/^\//, ''),
    state: readState(text(json, container.state), states),
    exitStatus: number(json, container.exitStatus),
    pid: number(json, container.pid),
    image: bareId(text(json, container.image)),
    ...(ipAddress && { ipAddress }),
  };
}

function readState(word: string, states: Answers['states']): State {
  const entry = (Object.entries(states) as [State, readonly string[]][]).find(([, words]) =>
    words.includes(word),
  );
  if (!entry)
    throw new UnreadableAnswer(`the state '${word}' is none of the words that answers.states lists`);
  return entry[0];
}

export function readImage(stdout: string, { image }: Answers): ImageFacts {
  const json = parse(stdout);
  return {
    id: bareId(text(json, image.id)),
    names: texts(json, image.names),
    argv: texts(json, image.argv),
    entrypoint: texts(json, image.entrypoint),
    environment: texts(json, image.environment),
    workingDirectory: text(json, image.workingDirectory),
    user: text(json, image.user),
    layers: texts(json, image.layers),
  };
}

export const readContainers = (stdout: string, { listedContainer }: Answers): ContainerSummary[] =>
  parseAll(stdout).map((entry) => ({
    id: text(entry, listedContainer.id),
    names: texts(entry, listedContainer.names).map((name) => name.replace(/^\//, '')),
  }));

/** Clients print one entry for each image, or one for each name of it, in which all names may stand again. */
export function readImages(stdout: string, { listedImage }: Answers): ImageSummary[] {
  const images = new Map<string, string[]>();
  for (const entry of parseAll(stdout)) {
    const id = bareId(text(entry, listedImage.id));
    const pair = [text(entry, listedImage.repository), text(entry, listedImage.tag)];
    const names = [...texts(entry, listedImage.names), ...(pair.every(Boolean) ? [pair.join(':')] : [])];
    images.set(id, [...(images.get(id) ?? []), ...names.filter((name) => !name.includes('<none>'))]);
  }
  return [...images].map(([id, names]) => ({ id, names: [...new Set(names)] }));
}

export const readVersion = (stdout: string, pointers: Pointers): string => text(parse(stdout), pointers);

function parse(stdout: string): unknown {
  try {
    return JSON.parse(stdout);
  } catch (error) {
    throw new UnreadableAnswer(`JSON was expected, not '${stdout.slice(0, 200)}'`, { cause: error });
  }
}

/** A JSON list, or one JSON value on each line. */
function parseAll(stdout: string): unknown[] {
  if (!/^\s*\[/.test(stdout)) return lines(stdout).map(parse);
  const list = parse(stdout);
  return Array.isArray(list) ? list : [list];
}

function text(json: unknown, pointers: Pointers): string {
  const value = first(json, pointers);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function number(json: unknown, pointers: Pointers): number {
  const value = first(json, pointers);
  if (typeof value === 'number') return value;
  throw new UnreadableAnswer(
    `a number was expected at ${pointers.join(' or ')}, not ${JSON.stringify(value)}`,
  );
}

/** A list of strings; some clients print a list as one string with commas. */
function texts(json: unknown, pointers: Pointers): string[] {
  const value = first(json, pointers);
  if (Array.isArray(value)) return value.map(String);
  return typeof value === 'string' && value !== '' ? value.split(',') : [];
}

/** What the first pointer that leads to something other than nothing leads to. */
function first(json: unknown, pointers: Pointers): unknown {
  for (const pointer of pointers) {
    const value = pointer.split('/').slice(1).reduce(follow, json);
    if (value !== undefined && value !== null && value !== '') return value;
  }
  return undefined;
}

function follow(value: unknown, step: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return step === '*' ? Object.values(value)[0] : (value as Record<string, unknown>)[step];
}
