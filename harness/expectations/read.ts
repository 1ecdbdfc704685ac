import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv2020, { type ErrorObject } from 'ajv/dist/2020';
import { type Document, LineCounter, parseDocument } from 'yaml';
import type { Clause } from '../clauses/clause';
import { didYouMean } from '../nearest';
import { packageRoot } from '../package-root';
import type { Expectation, Expectations } from './compare';

/** The file of known deviations is wrong: one line per mistake, `file:line: field: what is wrong`. */
export class ExpectationsError extends Error {
  override readonly name = 'ExpectationsError';
}

/**
 * Reads a file of known deviations (README.md gives its form); `file` as the user typed it.
 * @throws {ExpectationsError} when it cannot be read, is not in its form, or names a clause that does not exist.
 */
export function readExpectations(file: string, clauses: readonly Clause[]): Expectations {
  const lines = new LineCounter();
  const document = parseDocument(readText(file), { lineCounter: lines });
  const lineOf = (offset: number) => lines.linePos(offset).line;
  const [syntax] = document.errors;
  if (syntax) throw new ExpectationsError(`${file}:${lineOf(syntax.pos[0])}: is no YAML: ${syntax.message}`);
  const content: unknown = document.toJS();
  // A file that was cut short would otherwise pass for a runtime without deviations.
  if (content === null)
    throw new ExpectationsError(`${file}: holds nothing; write {} when no deviation is known`);
  const validate = new Ajv2020({ allErrors: true }).compile(schema());
  const wrong = validate(content) ? [] : (validate.errors ?? []).filter(isOwnMistake).map(explain);
  if (wrong.length === 0) wrong.push(...unknownClauses(content as object, clauses));
  if (wrong.length > 0)
    throw new ExpectationsError(
      wrong
        .map(({ at, message }) => `${file}:${lineOf(offsetOf(document, at))}: ${[...at, message].join(': ')}`)
        .join('\n'),
    );
  return new Map(Object.entries(content as Record<string, Expectation>));
}

interface Mistake {
  readonly at: readonly string[];
  readonly message: string;
}

/** Ajv tells a wrong key twice: which pattern it misses, and that it is a wrong key. */
const isOwnMistake = ({ propertyName }: ErrorObject): boolean => propertyName === undefined;

function explain({ instancePath, keyword, params, message = 'is wrong' }: ErrorObject): Mistake {
  const at = instancePath.split('/').slice(1);
  if (keyword === 'additionalProperties')
    return {
      at: [...at, String(params.additionalProperty)],
      message: 'unknown field; known are verdict, reason, link',
    };
  if (keyword === 'enum')
    return { at, message: `must be one of ${(params.allowedValues as string[]).join(', ')}` };
  if (keyword === 'propertyNames')
    return {
      at: [...at, String(params.propertyName)],
      message: 'is no clause identifier such as STOP-3',
    };
  return { at, message };
}

function unknownClauses(content: object, clauses: readonly Clause[]): Mistake[] {
  const known = new Set(clauses.map((clause) => clause.id));
  return Object.keys(content)
    .filter((id) => !known.has(id))
    .map((id) => ({ at: [id], message: `names no clause.${didYouMean(id, known)}` }));
}

/** Where a field's value stands, or the nearest field around it that has a place. */
function offsetOf(document: Document, at: readonly string[]): number {
  const node: unknown = at.length === 0 ? document.contents : document.getIn(at, true);
  if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range))
    return Number(node.range[0]);
  return at.length === 0 ? 0 : offsetOf(document, at.slice(0, -1));
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new ExpectationsError(`${file}: cannot be read: ${(error as Error).message}`);
  }
}

const schema = (): object =>
  JSON.parse(
    readFileSync(path.join(packageRoot, 'harness/expectations/expectations.schema.json'), 'utf8'),
  ) as object;
