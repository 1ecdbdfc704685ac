import { existsSync } from 'node:fs';
import path from 'node:path';

/** The folder of the package's package.json: data files are found from here, whether the code runs from dist/ or from source. */
export const packageRoot = findUpwards(__dirname);

function findUpwards(folder: string): string {
  if (existsSync(path.join(folder, 'package.json'))) return folder;
  return findUpwards(path.dirname(folder));
}
