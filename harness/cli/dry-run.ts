import path from 'node:path';
import { Writable } from 'node:stream';
import { runCucumber } from '@cucumber/cucumber/api';
import type { Envelope } from '@cucumber/messages';
import { packageRoot } from '../package-root';

/** Cucumber's messages when every step of every feature is matched and none is carried out. */
export async function dryRun(): Promise<Envelope[]> {
  const envelopes: Envelope[] = [];
  const glue = path.relative(packageRoot, path.join(__dirname, '../../steps/**/*.js'));
  await runCucumber(
    {
      sources: {
        defaultDialect: 'en',
        paths: ['features/**/*.feature'],
        names: [],
        tagExpression: '',
        order: 'defined',
      },
      support: { requirePaths: [glue] },
      runtime: {
        dryRun: true,
        failFast: false,
        filterStacktraces: true,
        parallel: 0,
        retry: 0,
        retryTagFilter: '',
        strict: true,
        worldParameters: {},
      },
      formats: { stdout: 'message', files: {}, publish: false, options: {} },
    },
    { cwd: packageRoot, stdout: new Writable({ write: (_chunk, _encoding, done) => done() }) },
    (envelope) => envelopes.push(envelope),
  );
  return envelopes;
}
