import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Clause } from './clause';
import { filesBelow } from './files';
import { featureOf } from './mirror';
import type { Problem } from './problem';

/** The headings under which the texts of 2013 announced a specification, and where each was written. */
const announced: Readonly<Record<string, string>> = {
  'Image Format': 'spec/image-format.md',
  Copy: 'spec/operations/copy.md',
  Run: 'spec/operations/run.md',
  Stop: 'spec/operations/stop.md',
  Wait: 'spec/operations/wait.md',
  Commit: 'spec/operations/commit.md',
  'Attach standard streams': 'spec/operations/attach.md',
  'List filesystem changes': 'spec/operations/diff.md',
  'Root filesystem': 'spec/environment/root-filesystem.md',
  'Environment variables': 'spec/environment/environment-variables.md',
  'Process arguments': 'spec/environment/process-arguments.md',
  Networking: 'spec/environment/networking.md',
  'Process namespacing': 'spec/environment/process-namespacing.md',
  'Resource limits': 'spec/environment/resource-limits.md',
  'Process monitoring': 'spec/environment/process-monitoring.md',
  Logging: 'spec/environment/logging.md',
  Signals: 'spec/environment/signals.md',
  'Pseudo-terminal allocation': 'spec/environment/pseudo-terminal.md',
  Security: 'spec/environment/security.md',
};

/** Every announced heading has clauses, every chapter on an operation or a part of the environment has some. */
export function checkChapters(root: string, clauses: readonly Clause[]): Problem[] {
  const written = new Set(clauses.map((clause) => clause.file));
  const chapters = ['spec/operations', 'spec/environment']
    .filter((folder) => existsSync(path.join(root, folder)))
    .flatMap((folder) => filesBelow(root, folder, '.md'));
  const unwritten = Object.entries(announced).map(([heading, file]) => ({
    file,
    rule: 'announced-heading',
    message: `«${heading}» was announced in 2013 and has no clause`,
  }));
  const empty = chapters.map((file) => ({ file, rule: 'empty-chapter', message: 'holds no clause' }));
  return [...unwritten, ...empty].filter(({ file }) => !written.has(file)).map((p) => ({ ...p, line: 1 }));
}

/** A file with clauses that scenarios examine has its feature; told where the first such clause stands. */
export function checkMirrored(root: string, clauses: readonly Clause[]): Problem[] {
  const first = new Map<string, Clause>();
  for (const clause of clauses)
    if (clause.unexamined === undefined && !first.has(clause.file)) first.set(clause.file, clause);
  return [...first.values()]
    .filter(({ file }) => !existsSync(path.join(root, featureOf(file))))
    .map(({ id, file, line }) => ({
      file,
      line,
      rule: 'no-feature',
      message: `${id} and its neighbours need ${featureOf(file)}, which is not there`,
    }));
}
