/** Looking into the JSON that a client printed. */
import { UnreadableAnswer } from '../outcome';
import type { Pointers } from './descriptor';

export const lines = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');

export const bareId = (id: string): string => id.trim().replace(/^sha256:/, '');

export function parse(stdout: string): unknown {
  try {
    return JSON.parse(stdout);
  } catch (error) {
    throw new UnreadableAnswer(`JSON was expected, not '${stdout.slice(0, 200)}'`, { cause: error });
  }
}

/** A JSON list, or one JSON value on each line. */
export function parseAll(stdout: string): unknown[] {
  if (!/^\s*\[/.test(stdout)) return lines(stdout).map(parse);
  const list = parse(stdout);
  return Array.isArray(list) ? list : [list];
}

export function text(json: unknown, pointers: Pointers): string {
  const value = first(json, pointers);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

export function number(json: unknown, pointers: Pointers): number {
  const value = first(json, pointers);
  if (typeof value === 'number') return value;
  throw new UnreadableAnswer(
    `a number was expected at ${pointers.join(' or ')}, not ${JSON.stringify(value)}`,
  );
}

/** A list of strings; some clients print a list as one string with commas. */
export function texts(json: unknown, pointers: Pointers): string[] {
  const value = first(json, pointers);
  if (Array.isArray(value)) return value.map(String);
  return typeof value === 'string' && value !== '' ? value.split(',') : [];
}

/** What the first pointer that leads to something other than nothing leads to. */
export function first(json: unknown, pointers: Pointers): unknown {
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

/** A number, also one that was printed as text; `otherwise` where there is none. */
export function numberOr(json: unknown, pointers: Pointers, otherwise: number): number {
  const value = Number(first(json, pointers) ?? otherwise);
  if (!Number.isNaN(value)) return value;
  throw new UnreadableAnswer(`a number was expected at ${pointers.join(' or ')}`);
}

export const flag = (json: unknown, pointers: Pointers): boolean => first(json, pointers) === true;

/** A map from names to texts. */
export function map(json: unknown, pointers: Pointers): Record<string, string> {
  const value = first(json, pointers);
  return typeof value === 'object' ? { ...(value as Record<string, string>) } : {};
}
