import { RuntimeError } from '../errors';
import type { Container } from './container';
import type { Engine } from './engine';
import { hasLabel } from './labels';
import { isAlive, type State, states } from './state';

export interface ListRequest {
  /** Also those that do not run. */
  readonly all: boolean;
  /** Only the newest so many; implies `all`. */
  readonly limit?: number;
  /** A container must match one value of every name, and of labels all. */
  readonly filters: Readonly<Record<string, readonly string[]>>;
}

/** One that waits to be started again has ended, and yet is not left alone: Docker's clients know a state for it. */
export const shownState = ({ state, record }: Container): State | 'restarting' =>
  record.life.restarting ? 'restarting' : state;

type Test = (container: Container, value: string, engine: Engine) => boolean;

const tests: Record<string, Test> = {
  id: ({ record }, value) => record.id.startsWith(value),
  name: ({ record }, value) =>
    new RegExp(value).test(`/${record.name}`) || new RegExp(value).test(record.name),
  status: (container, value) => shownState(container) === value,
  exited: ({ record, state }, value) => state === 'exited' && String(record.life.exitStatus) === value,
  label: ({ record }, value) => hasLabel(record.config.Labels ?? {}, value),
  ancestor: ({ record }, value, engine) => descendsFrom(engine, record.image, value),
};

/**
 * Containers, newest first. Throws RuntimeError `invalid` for a filter that is unknown or makes no sense.
 * Clauses: LIST-1 … LIST-14, PAUSE-3.
 */
export function list(engine: Engine, request: ListRequest): Container[] {
  for (const [name, values] of Object.entries(request.filters)) demandFilter(name, values);
  const all =
    request.all || request.limit !== undefined || 'status' in request.filters || 'exited' in request.filters;
  const found = [...engine.containers.values()]
    .reverse()
    .filter((container) => all || isAlive(container.state) || container.record.life.restarting)
    .filter((container) => matches(engine, container, request.filters));
  return request.limit === undefined ? found : found.slice(0, request.limit);
}

function matches(engine: Engine, container: Container, filters: ListRequest['filters']): boolean {
  return Object.entries(filters).every(([name, values]) => {
    const fits = (value: string): boolean => tests[name]?.(container, value, engine) ?? false;
    return name === 'label' ? values.every(fits) : values.some(fits);
  });
}

function demandFilter(name: string, values: readonly string[]): void {
  if (!Object.hasOwn(tests, name))
    throw new RuntimeError('invalid', `"${name}" is no filter: there are ${Object.keys(tests).join(', ')}`);
  for (const value of values) {
    if (name === 'name') demandPattern(value);
    if (name === 'status' && ![...states, 'restarting'].includes(value))
      throw new RuntimeError('invalid', `"${value}" is no status: there are ${states.join(', ')}`);
  }
}

function demandPattern(text: string): void {
  try {
    new RegExp(text);
  } catch (cause) {
    throw new RuntimeError('invalid', `the name filter "${text}" is no regular expression`, { cause });
  }
}

/** The image itself, or one that was committed from it. An image that is not there has no descendants. */
function descendsFrom(engine: Engine, image: { id: string; reference: string }, wanted: string): boolean {
  if (image.reference === wanted) return true;
  try {
    const ancestor = engine.images.resolve(wanted).id;
    for (let id: string | undefined = image.id; id; id = engine.images.resolve(id).parent)
      if (id === ancestor) return true;
    return false;
  } catch {
    return false;
  }
}
