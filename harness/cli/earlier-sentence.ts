import { spawnSync } from 'node:child_process';
import type { ClauseIndex } from '../clauses/clause';
import { indexFile } from '../clauses/clause-index';

/** The sentence of a clause that has this digest, from the newest commit that knows it; undefined when git cannot tell. */
export function earlierSentence(root: string, id: string, digest: string): string | undefined {
  const newest = sentenceAt(root, 'HEAD', id, digest);
  if (newest !== undefined) return newest;
  // The newest commit in which the digest came or went: it holds the sentence, or its parent does.
  const [commit] = git(root, ['log', '-1', '--format=%H', `-S${digest}`, '--', indexFile])?.split('\n') ?? [];
  if (!commit) return undefined;
  return sentenceAt(root, commit, id, digest) ?? sentenceAt(root, `${commit}^`, id, digest);
}

function sentenceAt(root: string, commit: string, id: string, digest: string): string | undefined {
  const text = git(root, ['show', `${commit}:./${indexFile}`]);
  if (text === undefined) return undefined;
  try {
    const { clauses } = JSON.parse(text) as ClauseIndex;
    return clauses.find((clause) => clause.id === id && clause.digest === digest)?.sentence;
  } catch {
    return undefined; // an index that a merge left broken
  }
}

function git(root: string, args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 });
  return status === 0 ? stdout : undefined;
}
