/** What all verbs have in common: how they are declared, how options are read, how help looks. */
import { Command, Option } from 'commander';
import type { EngineClient } from './engine-client';
import { CommandFailure, exitStatus, messageOf } from './failure';

/** What a verb gets from the command line around it. */
export interface Context {
  /** Made at first use, when the global options are known. */
  readonly engine: EngineClient;
}

export type Verb = (context: Context) => Command;

export interface VerbText {
  readonly name: string;
  readonly summary: string;
  /** Shown below the options: each a command line and what it does. */
  readonly examples: readonly (readonly [command: string, meaning: string])[];
  /** Statuses other than 0 for success and 1 for failure. */
  readonly statuses?: readonly (readonly [status: string, meaning: string])[];
}

export function verb({ name, summary, examples, statuses }: VerbText): Command {
  return configure(new Command(name))
    .description(summary)
    .addHelpText(
      'after',
      () => section('Examples', examples) + section('Exit status', statuses ?? usualStatuses),
    );
}

const usualStatuses = [
  ['0', 'done'],
  ['1', 'not done, wholly or in part: the messages say why'],
  ['125', 'an option is unknown or makes no sense'],
] as const;

/** Reads by our rules: errors are thrown, and their text is `message`, not `error: message`. */
export function configure(command: Command): Command {
  return command
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .configureHelp({ showGlobalOptions: true, helpWidth: Math.min(process.stdout.columns ?? 100, 120) });
}

export function section(title: string, lines: readonly (readonly [string, string])[]): string {
  const width = Math.max(...lines.map(([left]) => left.length));
  return `\n${title}:\n${lines.map(([left, right]) => `  ${left.padEnd(width)}  ${right}\n`).join('')}`;
}

/** An option whose argument `parse` turns into a value; it throws Error with the reason when it cannot. */
export function option<T>(flags: string, description: string, parse: (text: string) => T): Option {
  return new Option(flags, description).argParser((text: string) => parsed(flags, text, parse));
}

/** An option that may be given several times. */
export function listOption(
  flags: string,
  description: string,
  parse: (text: string) => string = (text) => text,
): Option {
  return new Option(flags, description).argParser((text: string, before: string[] | undefined) => [
    ...(before ?? []),
    parsed(flags, text, parse),
  ]);
}

/** `json` prints one JSON object per line; the template that means the same to docker's users is understood as well. */
export function formatOption(): Option {
  return option('--format <format>', 'json: one JSON object per line', (text) => {
    if (text !== 'json' && text !== '{{json .}}') throw new Error('the only format is json');
    return 'json';
  });
}

/** `--filter NAME=VALUE`, collected as the API takes it. */
export function filterOption(names: string): Option {
  return listOption('-f, --filter <name=value>', `only what matches: ${names}; may be repeated`, (text) => {
    if (!/^[^=]+=/.test(text)) throw new Error('a filter is NAME=VALUE');
    return text;
  });
}

/** The query parameter `filters`: a JSON object of lists; undefined without filters. */
export function filtersJson(filters: readonly string[] | undefined): string | undefined {
  if (!filters) return undefined;
  const lists: Record<string, string[]> = {};
  for (const text of filters) {
    const [name = '', value = ''] = text.split(/=(.*)/s);
    lists[name] = [...(lists[name] ?? []), value];
  }
  return JSON.stringify(lists);
}

function parsed<T>(flags: string, text: string, parse: (text: string) => T): T {
  try {
    return parse(text);
  } catch (error) {
    const names = flags.replace(/ [<[].*/, '');
    throw new CommandFailure(
      `invalid argument "${text}" for "${names}" flag: ${messageOf(error)}`,
      exitStatus.refused,
    );
  }
}
