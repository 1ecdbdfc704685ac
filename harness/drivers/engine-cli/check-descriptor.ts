/** What is wrong with a descriptor's file, in words for the one who wrote it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { nearest } from '../../nearest';
import { packageRoot } from '../../package-root';
import { type OperationName, placeholders, type Word } from './descriptor';
import type { LocatedYaml, Path } from './located';

const schemaFile = path.join(packageRoot, 'harness/drivers/engine-cli/descriptor.schema.json');

/** One line per problem, `file:line:column: field: problem`; empty when all is well. */
export function problemsOf(source: LocatedYaml): string[] {
  validate ??= compileSchema();
  const problems = validate(source.content)
    ? placeholderProblems(source)
    : (validate.errors ?? []).map((error) => describe(source, error));
  return problems.sort(new Intl.Collator('en', { numeric: true }).compare); // from the top of the file to its end
}

/** Once: it takes longer than everything else between the command and the first answer of a runtime. */
let validate: ValidateFunction | undefined;

function compileSchema(): ValidateFunction {
  const ajv = new Ajv({ allErrors: true, verbose: true, allowUnionTypes: true });
  ajv.addFormat('regex', isExpression);
  return ajv.compile(JSON.parse(readFileSync(schemaFile, 'utf8')) as object);
}

function isExpression(text: string): boolean {
  try {
    new RegExp(text, 'm');
    return true;
  } catch {
    return false;
  }
}

function describe(source: LocatedYaml, error: ErrorObject): string {
  const at = pathOf(error.instancePath);
  const schema = error.parentSchema as { properties?: object; enum?: string[]; type?: string | string[] };
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = String(error.params.additionalProperty);
      return source.problem(at, unknownName(key, Object.keys(schema.properties ?? {})), key);
    }
    case 'enum':
      return source.problem(at, unknownName(String(error.data), error.params.allowedValues as string[]));
    case 'type':
      return source.problem(at, `must be ${[schema.type].flat().join(' or ')}`);
    case 'format':
      return source.problem(at, 'is no regular expression');
    case 'pattern':
      return source.problem(at, `must look like ${String(error.params.pattern)}`);
    default:
      return source.problem(at, error.message ?? 'is wrong');
  }
}

function unknownName(name: string, allowed: readonly string[]): string {
  const meant = nearest(name, allowed);
  return `unknown '${name}'${meant ? `, did you mean '${meant}'?` : ''} (allowed: ${allowed.join(', ')})`;
}

/** RFC 6901 pointer → steps; numbers are list positions. */
const pathOf = (pointer: string): Path =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));

function placeholderProblems(source: LocatedYaml): string[] {
  const {
    operations = {},
    options = {},
    conditions = {},
  } = source.content as Record<string, Record<string, Word[] | null>>;
  return [
    ...Object.entries(operations).flatMap(([name, template]) =>
      unknownPlaceholders(source, ['operations', name], template, placeholders[name as OperationName]),
    ),
    ...Object.entries(options).flatMap(([name, template]) =>
      unknownPlaceholders(source, ['options', name], template, ['value']),
    ),
    ...Object.entries(conditions).flatMap(([name, template]) =>
      unknownPlaceholders(source, ['conditions', name], template, ['value']),
    ),
  ];
}

function unknownPlaceholders(
  source: LocatedYaml,
  at: Path,
  template: Word[] | null,
  allowed: readonly string[],
) {
  return (template ?? []).flatMap((word, i) =>
    namesIn(word)
      .filter((name) => !allowed.includes(name))
      .map((name) => source.problem([...at, i], unknownName(name, allowed))),
  );
}

const namesIn = (word: Word): string[] =>
  typeof word === 'string'
    ? [...word.matchAll(/\{([a-zA-Z]+)\}/g)].map((match) => match[1] ?? '')
    : [...[word.when, word.unless].filter((name) => name !== undefined), ...word.words.flatMap(namesIn)];
