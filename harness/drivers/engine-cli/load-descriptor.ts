/** Finds a descriptor by name or path and fills in what it extends. */
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { nearest } from '../../nearest';
import { packageRoot } from '../../package-root';
import { problemsOf } from './check-descriptor';
import type { Descriptor, Word } from './descriptor';
import { ConfigurationError, LocatedYaml } from './located';

/** No descriptor has that name or path. */
class UnknownRuntime extends ConfigurationError {}

const bundled = path.join(packageRoot, 'harness/drivers/engine-cli');

/** Names of the descriptors that come with the suite. */
export const bundledNames = (): string[] =>
  readdirSync(bundled)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => path.basename(file, '.yaml'))
    .sort();

/**
 * The descriptor called `target`, or in the file `target`.
 * @throws {ConfigurationError} when there is none, or with one line per mistake in it: `file:line:column: field: problem`.
 */
export function loadDescriptor(target: string): Descriptor {
  const file = findDescriptor(target, process.cwd());
  const merged = resolve(file, []);
  return {
    name: path.basename(file, path.extname(file)),
    hints: {},
    ...merged,
    file,
  } as unknown as Descriptor;
}

function findDescriptor(target: string, folder: string): string {
  const known = bundledNames();
  if (known.includes(target)) return path.join(bundled, `${target}.yaml`);
  const file = path.resolve(folder, target);
  const found = statSync(file, { throwIfNoEntry: false });
  if (found && !found.isDirectory()) return file;
  if (/[/.]/.test(target))
    throw new UnknownRuntime(
      found ? `${file} is a directory, no descriptor.` : `There is no descriptor ${file}.`,
    );
  const meant = nearest(target, known);
  throw new UnknownRuntime(
    `There is no runtime called '${target}'${meant ? `, did you mean '${meant}'?` : '.'}\n` +
      `Known are: ${known.join(', ')}; or give the path of a descriptor, as harness/drivers/README.md shows.`,
  );
}

type Fields = { [name: string]: unknown };

function resolve(file: string, below: readonly string[]): Fields {
  if (below.includes(file))
    throw new ConfigurationError(`${file}: extends itself: ${[...below, file].join(' → ')}`);
  const source = LocatedYaml.read(file);
  const problems = problemsOf(source);
  if (problems.length > 0) throw new ConfigurationError(problems.join('\n'));
  const own = withPlaces(source.content as Fields, path.dirname(file));
  if (typeof own.extends === 'string') return merge(heritage(source, own.extends, [...below, file]), own);
  const missing = ['command', 'identity', 'options', 'operations', 'answers', 'refusals'].filter(
    (name) => !(name in own),
  );
  if (missing.length === 0) return own;
  throw new ConfigurationError(
    source.problem(
      [],
      `says neither '${missing.join("', '")}' nor what it extends; most write 'extends: docker'`,
    ),
  );
}

/** What a descriptor takes over. Its name and its advice are its own: reports must not show those of the one it is similar to. */
function heritage(source: LocatedYaml, target: string, below: readonly string[]): Fields {
  try {
    const { name, about, hints, ...taken } = resolve(
      findDescriptor(target, path.dirname(source.file)),
      below,
    );
    return taken;
  } catch (error) {
    if (!(error instanceof UnknownRuntime)) throw error;
    throw new ConfigurationError(source.problem(['extends'], error.message));
  }
}

/** Maps are merged, everything else replaces; null stays, it says that there is no such thing. */
function merge(base: Fields, own: Fields): Fields {
  const fields = { ...base };
  for (const [name, value] of Object.entries(own)) {
    const inherited = base[name];
    fields[name] = isFields(value) && isFields(inherited) ? merge(inherited, value) : value;
  }
  return fields;
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The command lines of a descriptor, which may lie relative to it. */
function withPlaces(own: Fields, folder: string): Fields {
  const service = isFields(own.service) ? own.service : {};
  return {
    ...own,
    ...(Array.isArray(own.command) && { command: placed(own.command, folder) }),
    ...(isFields(own.service) && {
      service: Object.fromEntries(
        Object.entries(service).map(([name, line]) => [name, placed(line as Word[], folder)]),
      ),
    }),
  };
}

function placed(line: readonly Word[], folder: string): Word[] {
  const places: Record<string, string> = { node: process.execPath, package: packageRoot, folder };
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (all, name: string) => places[name] ?? all);
  const [program = '', ...rest] = line.map((word) => (typeof word === 'string' ? fill(word) : word));
  const isNear = typeof program === 'string' && /^\.\.?\//.test(program);
  return [isNear ? path.resolve(folder, program) : program, ...rest];
}
