import './native-match-indices';

import { Writable } from 'node:stream';
import { type IRunOptions, runCucumber } from '@cucumber/cucumber/api';
import type { Envelope } from '@cucumber/messages';
import { packageRoot } from './package-root';

type Sources = IRunOptions['sources'];

/** Which scenarios, from the package's folder: all those of `paths` unless told otherwise. */
export const sourcesOf = (paths: string[], wish: Partial<Sources> = {}): Sources => ({
  defaultDialect: 'en',
  paths,
  names: [],
  tagExpression: '',
  order: 'defined',
  ...wish,
});

interface CucumberRun {
  readonly sources: Sources;
  readonly support: IRunOptions['support'];
  readonly runtime?: Partial<IRunOptions['runtime']>;
}

/** Runs Cucumber the way the suite does, once and strictly, and writes its messages to `stdout`. */
export async function runFeatures(
  { sources, support, runtime }: CucumberRun,
  stdout: Writable,
): Promise<void> {
  await runCucumber(
    {
      sources,
      support,
      runtime: {
        dryRun: false,
        failFast: false,
        filterStacktraces: true,
        parallel: 0,
        retry: 0,
        retryTagFilter: '',
        strict: true,
        worldParameters: {},
        ...runtime,
      },
      formats: { stdout: 'message', files: {}, publish: false, options: {} },
    },
    { cwd: packageRoot, stdout },
  );
}

/** The same, for whoever wants all messages at the end. */
export async function messagesOf(run: CucumberRun): Promise<Envelope[]> {
  let text = '';
  const collect = new Writable({
    decodeStrings: false,
    write: (chunk: string, _encoding, done) => {
      text += chunk;
      done();
    },
  });
  await runFeatures(run, collect);
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Envelope);
}
