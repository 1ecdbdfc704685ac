import { RuntimeError } from '../errors';
import type { ConfigBlob, HistoryEntry, ImageConfig } from './image';

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string';
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isTextList: Check = (value) => Array.isArray(value) && value.every(isText);
const isTextMap: Check = (value) => isObject(value) && Object.values(value).every(isText);

const settings: Readonly<Record<string, Check>> = {
  User: isText,
  WorkingDir: isText,
  StopSignal: isText,
  Env: isTextList,
  Cmd: isTextList,
  Entrypoint: isTextList,
  ExposedPorts: isObject,
  Volumes: isObject,
  Labels: isTextMap,
};

/**
 * An image configuration that somebody else may have written: what it leaves out is filled in, what this runtime does not know stays.
 * Throws RuntimeError `invalid` when it is none.
 * Clauses: IMG-19.
 */
export function readConfigBlob(bytes: Buffer): ConfigBlob {
  const json = parse(bytes);
  const { diff_ids: diffIds } = isObject(json.rootfs) ? json.rootfs : {};
  if (!isTextList(diffIds) || !(diffIds as string[]).every((id) => /^sha256:[0-9a-f]{64}$/.test(id)))
    throw invalid('rootfs.diff_ids is no list of sha256 digests');
  if (json.os !== undefined && json.os !== '' && json.os !== 'linux')
    throw invalid(`it is for ${JSON.stringify(json.os)}, and this runtime runs linux`);
  const { author, container } = json;
  return {
    created: time(json.created),
    ...(typeof author === 'string' ? { author } : {}),
    architecture: typeof json.architecture === 'string' ? json.architecture : '',
    os: 'linux',
    ...(typeof container === 'string' ? { container } : {}),
    config: readSettings(json.config),
    rootfs: { type: 'layers', diff_ids: diffIds as string[] },
    history: readHistory(json.history),
  };
}

/** The `config` of an image configuration, of this form or of that of 2013. */
export function readSettings(value: unknown): ImageConfig {
  if (value === undefined || value === null) return {};
  if (!isObject(value)) throw invalid('its config is no object');
  const given = Object.entries(value).filter(([, each]) => each !== null);
  for (const [name, each] of given)
    if (settings[name] && !settings[name](each)) throw invalid(`config.${name} is malformed`);
  return Object.fromEntries(given) as ImageConfig;
}

function readHistory(value: unknown): HistoryEntry[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isObject).map((step) => ({
    created: time(step.created),
    ...texts(step, ['created_by', 'author', 'comment']),
    ...(step.empty_layer === true ? { empty_layer: true } : {}),
  }));
}

const texts = (step: Record<string, unknown>, names: readonly string[]): Partial<HistoryEntry> =>
  Object.fromEntries(names.filter((name) => isText(step[name])).map((name) => [name, step[name]]));

const time = (value: unknown): string =>
  typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? value : '1970-01-01T00:00:00Z';

function parse(bytes: Buffer): Record<string, unknown> {
  try {
    const json: unknown = JSON.parse(bytes.toString());
    if (isObject(json)) return json;
  } catch {
    // Told below.
  }
  throw invalid('it is no JSON object');
}

const invalid = (why: string) => new RuntimeError('invalid', `invalid image configuration: ${why}`);
