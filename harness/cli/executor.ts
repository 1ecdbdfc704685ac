/**
 * The process in which Cucumber runs, so that whatever steps do to their process cannot harm the judge. It loads Cucumber at
 * once, waits for its orders, and hands every message of the stream to its parent, one line each.
 */
import path from 'node:path';
import { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { loadSupport } from '@cucumber/cucumber/api';
import { runFeatures, sourcesOf } from '../cucumber';
import { packageRoot } from '../package-root';
import type { Order } from './execute';

// Compiled glue for the compiled suite; from source, glue from source (authors, tests).
const suffix = path.extname(__filename);
const glue = path.relative(packageRoot, path.join(__dirname, `../../steps/**/*${suffix}`));
const support = { requireModules: suffix === '.ts' ? ['ts-node/register'] : [], requirePaths: [glue] };
const sources = sourcesOf(['features/**/*.feature']);
const loading = loadSupport({ sources, support }, { cwd: packageRoot });
loading.catch(() => undefined); // told when the order has come

// When the parent is gone nobody listens any more: the whole group goes, workers and clients of the runtime with it.
const orphaned = () => process.kill(-process.pid, 'SIGKILL');
process.once('disconnect', orphaned);
process.once('message', (order: Order) => {
  execute(order).then(leave, (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  });
});

function leave(): void {
  process.off('disconnect', orphaned);
  process.disconnect();
}

async function execute({ tagExpression, seed, parallel }: Order): Promise<void> {
  const messages = new Writable({ decodeStrings: false, write: handOver });
  await runFeatures(
    {
      sources: { ...sources, tagExpression, order: `random:${seed}` },
      support: await loading,
      // With 0 Cucumber works in this process, which saves the start of a worker.
      runtime: { parallel: parallel > 1 ? parallel : 0 },
    },
    messages,
  );
  await finished(messages.end());
}

function handOver(line: string | Buffer, _encoding: string, done: (error?: Error | null) => void): void {
  if (process.send === undefined) done(new Error('the executor is started by conform run'));
  else process.send(line.toString(), done);
}
