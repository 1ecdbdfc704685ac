/** From what a client printed about images to answers in the specification's words. */
import type { HistoryStep, ImageFacts, ImageSetting, ImageSummary } from '../runtime';
import type { Descriptor, Pointers } from './descriptor';
import { bareId, first, parse, parseAll, text, texts } from './json-answer';

type Answers = Descriptor['answers'];

export function readImage(stdout: string, { image }: Answers): ImageFacts {
  const json = parse(stdout);
  return {
    id: bareId(text(json, image.id)),
    names: texts(json, image.names),
    settings: readSettings(json, image),
    author: text(json, image.author),
    message: text(json, image.message),
    created: text(json, image.created),
    layers: texts(json, image.layers),
  };
}

function readSettings(json: unknown, image: Answers['image']): ImageSetting[] {
  const each = (kind: ImageSetting['kind'], values: readonly string[]) =>
    values.filter(Boolean).map((value) => ({ kind, value }));
  return [
    ...each('argv', [texts(json, image.argv).join(' ')]),
    ...each('entrypoint', [texts(json, image.entrypoint).join(' ')]),
    ...each('environment', texts(json, image.environment)),
    ...each('user', [text(json, image.user)]),
    ...each('working directory', [text(json, image.workingDirectory)]),
    ...each(
      'label',
      members(json, image.labels).map(([name, value]) => `${name}=${value}`),
    ),
    ...each(
      'port',
      members(json, image.ports).map(([name]) => name),
    ),
    ...each(
      'volume',
      members(json, image.volumes).map(([name]) => name),
    ),
  ];
}

export const readHistory = (stdout: string, { historyStep }: Answers): HistoryStep[] =>
  parseAll(stdout).map((entry) => ({
    createdBy: text(entry, historyStep.createdBy),
    comment: text(entry, historyStep.comment),
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

/** The names and values of an object. */
const members = (json: unknown, pointers: Pointers): [string, string][] =>
  Object.entries(first(json, pointers) ?? {}).map(([name, value]) => [name, String(value)]);
