#!/usr/bin/env node
/** scr, started quickly: from the bundle of .ci/bundle-scr when it is there and fits, else from the files it was made of. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';

type Load = (nodeRequire: typeof require, directory: string) => void;
type Stamp = readonly [file: string, modified: number, size: number];

/** Undefined when there is none, or when a file was changed after it was made. What another V8 compiled is compiled anew. */
function bundled(): Load | undefined {
  // Debuggers and coverage look at the files themselves.
  if (process.execArgv.length > 0 || process.env.NODE_V8_COVERAGE) return undefined;
  const bundle = read(join(__dirname, 'scr.bundle'));
  if (!bundle) return undefined;
  const sourceEnd = 4 + bundle.readUInt32LE(0);
  const source = bundle.toString('latin1', 4, sourceEnd);
  const stamps: readonly Stamp[] = JSON.parse(source.slice(2, source.indexOf('\n')));
  if (!stamps.every(isUnchanged)) return undefined;
  const cachedData = bundle.subarray(sourceEnd);
  return new Script(source, { filename: join(__dirname, 'scr.bundle'), cachedData }).runInThisContext();
}

function read(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

function isUnchanged([file, modified, size]: Stamp): boolean {
  const now = statSync(join(__dirname, file), { throwIfNoEntry: false });
  return now?.mtimeMs === modified && now.size === size;
}

const load = bundled();
if (load) load(require, __dirname);
else require('./command-line');
