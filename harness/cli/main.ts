#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { packageRoot } from '../package-root';
import { type ExitStatus, exitStatus } from './exit-status';
import { helpAfter, helpAfterRun } from './help';

/** `conform`: the commands and what they load, each only when it is called. */
function program(): Command {
  const { version } = JSON.parse(readFileSync(path.join(packageRoot, 'package.json'), 'utf8')) as {
    version: string;
  };
  const conform = new Command('conform')
    .description('Judges container runtimes by the Standard Container specification, clause by clause.')
    .version(version)
    .showHelpAfterError('(conform --help explains)')
    .addHelpText('after', helpAfter)
    .exitOverride();

  conform
    .command('run')
    .summary('judge a runtime and write the report')
    .description(
      'Judges a runtime by the clauses of a profile and writes the report to reports/out/<runtime>/.',
    )
    .option(
      '-r, --runtime <name|file>',
      'bundled name (reference, docker, podman, scr) or descriptor file',
      'reference',
    )
    .option(
      '-p, --profile <name>',
      'execution, core or networking; each includes those before it',
      'networking',
    )
    .option('-c, --clause <id...>', 'judge only these clauses')
    .option(
      '-t, --tags <expression>',
      "judge only scenarios with these tags, e.g. '@STOP-3 or @needs:network'",
    )
    .option('-j, --parallel <n>', 'scenarios at the same time (default: one per processor)')
    .option('-o, --out <dir>', 'where the report goes (default: reports/out/<runtime>)')
    .option('-x, --expectations <file>', 'known deviations: only a new or a stale one fails the run')
    .option('-s, --seed <n>', 'order of the scenarios, to repeat that of an earlier run (default: random)')
    .option('--budget <seconds>', 'how long any single answer may take', '20')
    .addHelpText('after', helpAfterRun)
    .action(async (options) => end((await import('./run.js')).runConformance(options)));

  conform
    .command('list')
    .summary('list the clauses of the specification')
    .description('Lists clauses that fit all of the filters.')
    .option('-a, --area <name>', 'of this area, e.g. STOP')
    .addOption(
      new Option('-l, --level <level>', 'of this level').choices(['MUST', 'SHOULD', 'MAY']).argParser(upper),
    )
    .option('-p, --profile <name>', 'that this profile is judged by')
    .option('-n, --needs <capability>', 'that need this capability')
    .option('--since <version>', 'that came, or changed, with this version')
    .option('-s, --search <text>', 'that hold these words in identifier, title, sentence or reason')
    .option('-u, --untested', 'without a scenario')
    .option('--unreviewed', 'whose scenarios nobody has held against the present sentence')
    .option('--uncited', 'that no comment in the reference runtime names')
    .option('--json', 'as JSON, with sentences and scenarios')
    .action(async (options) => end((await import('./list.js')).runList(options)));

  conform
    .command('explain')
    .summary('show what a clause says, why, how it is tested, and what holds it')
    .argument('<id...>', 'clause identifiers, e.g. STOP-3')
    .option('--json', 'as JSON')
    .action(async (ids, options) => end((await import('./explain.js')).runExplain(ids, options)));

  conform
    .command('new-clause')
    .summary('begin a clause: its text and its Rule, to be filled in')
    .argument('<area>', 'area of the specification, e.g. STOP')
    .argument('<title>', 'title of the clause')
    .option('--in <file>', 'home of a new area, e.g. spec/operations/stop.md')
    .action(async (area, title, options) =>
      end((await import('./new-clause.js')).runNewClause(area, title, options)),
    );

  conform
    .command('lint')
    .summary('check specification, features and steps against each other')
    .option('-w, --write', 'make the generated files anew first')
    .action(async (options) => end((await import('./lint.js')).runLint(options)));

  conform
    .command('review')
    .summary('compare sentences with their scenarios and record it')
    .description(
      'Shows the sentence of each clause, what it was when last reviewed, and its scenarios. Without clauses: all that wait for a review.',
    )
    .argument('[id...]', 'clause identifiers, e.g. STOP-3')
    .option('--changed', 'clauses whose sentence has changed since their last review')
    .option('--new', 'clauses that nobody has reviewed')
    .option('--by <name>', 'record that you have compared what is shown, and found it fit')
    .action(async (ids, options) => end((await import('./review.js')).runReview(ids, options)));

  conform
    .command('freeze')
    .summary('write down, once and for all, what a version of the specification holds')
    .argument('<version>', 'version of the text, e.g. 1.0')
    .action(async (version) => end((await import('./freeze.js')).runFreeze(version)));

  conform
    .command('doctor')
    .summary('check that a runtime can be reached and what it can do')
    .option('-r, --runtime <name|file>', 'bundled name or descriptor file', 'reference')
    .option('--budget <seconds>', 'how long any single answer may take', '20')
    .action(async (options) => end((await import('./doctor.js')).runDoctor(options)));
  return conform;
}

const upper = (text: string): string => text.toUpperCase();

async function end(status: ExitStatus | Promise<ExitStatus>): Promise<void> {
  process.exitCode = await status;
}

// By name: loading the drivers only to compare classes would slow every command.
const statusOfError: Record<string, ExitStatus> = {
  UsageError: exitStatus.usage,
  UnreadableIndex: exitStatus.usage,
  ConfigurationError: exitStatus.usage,
  CannotJudgeError: exitStatus.cannotJudge,
  RuntimeUnavailable: exitStatus.cannotJudge,
  FixtureError: exitStatus.cannotJudge,
  DriverError: exitStatus.cannotJudge,
  TimeoutError: exitStatus.cannotJudge,
};

function report(error: unknown): void {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? exitStatus.ok : exitStatus.usage;
    return;
  }
  const status = error instanceof Error ? statusOfError[error.name] : undefined;
  process.exitCode = status ?? exitStatus.cannotJudge;
  const text = error instanceof Error ? (status === undefined ? error.stack : error.message) : String(error);
  process.stderr.write(`conform: ${text}\n`);
  if (status === undefined) process.stderr.write('This is a fault of the suite, not of the runtime.\n');
}

/** A reader that has seen enough (`conform run | head`) ends neither the run nor its clean-up. */
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });

program().parseAsync().catch(report);
