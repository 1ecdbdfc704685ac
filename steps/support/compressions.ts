/** Compressions of archives; Node has no more than gzip, the system's programs have the others. */
import { execFileSync } from 'node:child_process';
import { gzipSync } from 'node:zlib';
import { SuiteError } from '../../harness/verdicts/evidence';

const by =
  (program: string) =>
  (plain: Buffer): Buffer => {
    try {
      return execFileSync(program, ['-c'], {
        input: plain,
        maxBuffer: 1 << 26,
        stdio: ['pipe', 'pipe', 'ignore'],
      });
    } catch (error) {
      throw new SuiteError(
        `'${program}' is needed to make an archive for this scenario: install it (${(error as Error).message})`,
      );
    }
  };

export const compressions: Readonly<Record<string, (plain: Buffer) => Buffer>> = {
  gzip: gzipSync,
  bzip2: by('bzip2'),
  xz: by('xz'),
  zstd: by('zstd'),
};
