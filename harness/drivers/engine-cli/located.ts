/** A YAML text that can say where each of its fields stands. */
import { readFileSync } from 'node:fs';
import { type Document, isMap, LineCounter, parseDocument } from 'yaml';

/** The user asked for something that cannot be: a name nobody knows, a descriptor that is wrong. One line per problem. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

export type Path = readonly (string | number)[];

export class LocatedYaml {
  private constructor(
    readonly file: string,
    readonly content: unknown,
    private readonly document: Document,
    private readonly lines: LineCounter,
  ) {}

  /** @throws {ConfigurationError} when the file cannot be read or is no YAML. */
  static read(file: string): LocatedYaml {
    const lines = new LineCounter();
    const document = parseDocument(readText(file), { lineCounter: lines });
    const wrong = document.errors.map((error) => {
      const { line, col } = lines.linePos(error.pos[0]);
      return `${file}:${line}:${col}: not YAML: ${error.message.split('\n')[0]}`;
    });
    if (wrong.length > 0) throw new ConfigurationError(wrong.join('\n'));
    return new LocatedYaml(file, document.toJS() ?? {}, document, lines);
  }

  /** `file:line:column: field: problem`; `key` when the problem is a key inside the field and not its value. */
  problem(path: Path, problem: string, key?: string): string {
    const { line, col } = this.lines.linePos(this.offset(path, key));
    const field = fieldName(key === undefined ? path : [...path, key]);
    return `${this.file}:${line}:${col}: ${field ? `${field}: ` : ''}${problem}`;
  }

  private offset(path: Path, key: string | undefined): number {
    const node: unknown = path.length === 0 ? this.document.contents : this.document.getIn(path, true);
    const at =
      key !== undefined && isMap(node) ? node.items.find((pair) => String(pair.key) === key)?.key : node;
    return rangeStart(at) ?? (path.length > 0 ? this.offset(path.slice(0, -1), undefined) : 0);
  }
}

const rangeStart = (node: unknown): number | undefined =>
  typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)
    ? Number(node.range[0])
    : undefined;

/** `operations.stop[1].words` */
const fieldName = (path: Path): string =>
  path.map((step, i) => (typeof step === 'number' ? `[${step}]` : `${i ? '.' : ''}${step}`)).join('');

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigurationError(`${file}: cannot be read: ${(error as Error).message}`);
  }
}
