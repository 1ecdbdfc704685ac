import path from 'node:path';
import type { Envelope } from '@cucumber/messages';
import { messagesOf, sourcesOf } from '../cucumber';
import { packageRoot } from '../package-root';

/** Cucumber's messages when every step of every feature is matched and none is carried out. */
export const dryRun = (): Promise<Envelope[]> =>
  messagesOf({
    sources: sourcesOf(['features/**/*.feature']),
    support: { requirePaths: [path.relative(packageRoot, path.join(__dirname, '../../steps/**/*.js'))] },
    runtime: { dryRun: true },
  });
