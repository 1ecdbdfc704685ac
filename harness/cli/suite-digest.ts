import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { filesBelow } from '../clauses/files';
import { packageRoot } from '../package-root';

/** Version and digest of what judges: the examples and their glue. Equal digests have asked the same questions. */
export function suiteIdentity(): { version: string; digest: string } {
  const { version } = JSON.parse(readFileSync(path.join(packageRoot, 'package.json'), 'utf8')) as {
    version: string;
  };
  const glue = path.relative(packageRoot, path.join(__dirname, '../../steps'));
  const hash = createHash('sha256');
  for (const file of [
    ...filesBelow(packageRoot, 'features', '.feature'),
    ...filesBelow(packageRoot, glue, path.extname(__filename)),
  ])
    hash.update(`${file}\0`).update(readFileSync(path.join(packageRoot, file)));
  return { version, digest: `sha256:${hash.digest('hex')}` };
}
