/** What all runtimes run: a root file system with one static program that exits at once. */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packageRoot } from '../harness/package-root';
import type { CleanUp } from './clean-up';
import { run } from './command';

export interface Payload {
  /** A directory of our own, for sockets, bundles and roots. */
  readonly directory: string;
  readonly rootfs: string;
  readonly archive: string;
  readonly argv: readonly string[];
  /** For images and containers; unique to this run. */
  readonly name: string;
}

export async function makePayload(cleanUp: CleanUp): Promise<Payload> {
  const directory = mkdtempSync(path.join(tmpdir(), 'scr-bench-'));
  cleanUp.add(() => rmSync(directory, { recursive: true, force: true }));
  const rootfs = path.join(directory, 'rootfs');
  const archive = path.join(directory, 'rootfs.tar');
  mkdirSync(rootfs);
  copyFileSync(path.join(packageRoot, 'harness/probe/build/probe'), path.join(rootfs, 'probe'));
  await run(['tar', '-C', rootfs, '-cf', archive, '.']);
  return { directory, rootfs, archive, argv: ['/probe', 'exit', '0'], name: `scr-bench-${process.pid}` };
}
