/** From what a client printed about many containers, or one over time, to the specification's words. */
import type { EventKind, RuntimeEvent, ShownRequest, Times, Usage } from '../observation';
import { UnreadableAnswer } from '../outcome';
import type { Descriptor } from './descriptor';
import { bareId, flag, numberOr, parse, text, texts } from './json-answer';

type Answers = Descriptor['answers'];

export function readEvent(line: string, { events }: Answers): RuntimeEvent {
  const json = parse(line);
  const word = text(json, events.kind);
  const known = Object.entries(events.kinds).find(([, words]) => words?.includes(word));
  return {
    kind: (known?.[0] as EventKind | undefined) ?? 'other',
    id: bareId(text(json, events.id)),
    name: text(json, events.name),
    time: milliseconds(text(json, events.time)),
    exitStatus: Number(text(json, events.exitStatus)),
  };
}

/** RFC 3339, or nanoseconds since 1970. */
function milliseconds(time: string): number | undefined {
  const since1970 = /^\d+$/.test(time) ? Number(time) / 1e6 : Date.parse(time);
  return Number.isNaN(since1970) ? undefined : since1970;
}

/** Whole identifiers, wherever they stand in a line. */
export const readPruned = (stdout: string): string[] => stdout.match(/\b[0-9a-f]{64}\b/g) ?? [];

export function readUsage(stdout: string, pointers: Answers['usage']): Usage {
  const json = parse(stdout);
  const entry = Array.isArray(json) ? json[0] : json;
  const [used = ''] = text(entry, pointers.memory).split(' / ');
  return { processes: numberOr(entry, pointers.processes, 0), memory: bytes(used) };
}

const units: Readonly<Record<string, number>> = {
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  kib: 1024,
  mib: 1024 ** 2,
  gib: 1024 ** 3,
};

function bytes(size: string): number {
  const [, number, unit = ''] = /^([\d.]+) ?([kmg]?i?b)$/i.exec(size.trim()) ?? [];
  const factor = units[unit.toLowerCase()];
  if (factor === undefined) throw new UnreadableAnswer(`a size was expected, not '${size}'`);
  return Number(number) * factor;
}

export const readRequest = (json: unknown, { container }: Answers): ShownRequest => ({
  argv: [text(json, container.program), ...texts(json, container.arguments)],
  environment: texts(json, container.environment),
  user: text(json, container.user),
  workingDirectory: text(json, container.workingDirectory),
  hostname: text(json, container.hostname),
  terminal: flag(json, container.terminal),
  stdinOpen: flag(json, container.stdinOpen),
  readOnlyRoot: flag(json, container.readOnlyRoot),
  removeAtEnd: flag(json, container.removeAtEnd),
  memory: numberOr(json, container.memory, 0),
});

export function readTimes(json: unknown, { container }: Answers): Times {
  const time = (name: keyof Times) => {
    const value = text(json, container[name]);
    return isTime(value) ? { [name]: value } : {};
  };
  return { ...time('created'), ...time('started'), ...time('ended') };
}

/** The year 1 is how programs in Go write a time that was never set. */
const isTime = (value: string): boolean => value !== '' && !value.startsWith('0001-01-01');
