/** Runs programs for the benchmark. */
import { type SpawnOptions, spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/** Certificates that a local program never needs would slow every start of node by a tenth of a second. */
export const environment: NodeJS.ProcessEnv = { ...process.env, NODE_EXTRA_CA_CERTS: undefined };

/** Standard output. Rejects with what it said when it cannot be run or ends with another status than 0. */
export async function run(argv: readonly string[], options: SpawnOptions = {}): Promise<string> {
  const [program = '', ...rest] = argv;
  const child = spawn(program, rest, { stdio: ['ignore', 'pipe', 'pipe'], env: environment, ...options });
  const status = new Promise<number | null>((resolve, reject) =>
    child.on('error', reject).on('close', resolve),
  );
  const read = (stream: typeof child.stdout) => (stream ? text(stream) : Promise.resolve(''));
  const [ended, stdout, stderr] = await Promise.all([status, read(child.stdout), read(child.stderr)]);
  if (ended === 0) return stdout;
  throw new Error(`${argv.join(' ')} ended with status ${ended}: ${stderr.trim() || stdout.trim()}`);
}

/** First line of standard output, or undefined when it does not work. */
export const firstLine = (argv: readonly string[]): Promise<string | undefined> =>
  run(argv).then(
    (output) => output.split('\n')[0],
    () => undefined,
  );
