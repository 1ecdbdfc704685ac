import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Version of the package this code belongs to, from the nearest package.json upwards: dist/ mirrors the sources. */
export const packageVersion: string = readVersion(__dirname);

function readVersion(directory: string): string {
  const file = join(directory, 'package.json');
  if (existsSync(file)) return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
  const parent = dirname(directory);
  if (parent === directory)
    throw new Error(`no package.json above ${__dirname}: the installation is incomplete`);
  return readVersion(parent);
}
