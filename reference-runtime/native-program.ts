import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Absolute path of a compiled native program of the reference runtime, whether this code runs from dist/ or from source.
 * Throws when it has not been compiled, with the command that does it.
 */
export function nativeProgram(name: 'init' | 'tree'): string {
  const path = join(packageRoot(), 'reference-runtime', 'native', 'build', name);
  if (!existsSync(path)) {
    throw new Error(
      `the native program ${path} is missing: compile it with 'npm run build' (needs cc and make)`,
    );
  }
  return path;
}

/** The nearest directory upwards that holds package.json: dist/ mirrors the sources, so its depth is not fixed. */
function packageRoot(directory = __dirname): string {
  if (existsSync(join(directory, 'package.json'))) return directory;
  const parent = dirname(directory);
  if (parent === directory)
    throw new Error(`no package.json above ${__dirname}: the installation is incomplete`);
  return packageRoot(parent);
}
