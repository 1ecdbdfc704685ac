/** Runs the host's network programs (ip, iptables, nft): one spawn, input by stdin, errors with what was asked. */
import { spawn } from 'node:child_process';
import { RuntimeError } from '../errors';

/** Debian's package names; other distributions call them the same. */
const packages: Record<string, string> = { ip: 'iproute2', nsenter: 'util-linux' };

/** Everything the program printed on stdout. RuntimeError `internal` with its stderr when it failed or is not installed. */
export function runProgram(program: string, argv: readonly string[], input = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, argv, { stdio: ['pipe', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    // A program that ends without reading its input breaks the pipe; its exit status tells the story.
    child.stdin.on('error', () => {});
    child.on('error', (error: NodeJS.ErrnoException) => reject(cannotRun(program, error)));
    child.on('close', (status) => {
      if (status === 0) resolve(stdout);
      else reject(failed([program, ...argv], input, status, stderr));
    });
    child.stdin.end(input);
  });
}

function cannotRun(program: string, error: NodeJS.ErrnoException): RuntimeError {
  if (error.code !== 'ENOENT') {
    return new RuntimeError('internal', `network: cannot run '${program}': ${error.message}`, {
      cause: error,
    });
  }
  const hint = packages[program] ? ` Install ${packages[program]}, or use --network none.` : '';
  return new RuntimeError('internal', `network: the program '${program}' is not on PATH.${hint}`, {
    cause: error,
  });
}

function failed(argv: string[], input: string, status: number | null, stderr: string): RuntimeError {
  const asked = [argv.join(' '), ...input.split('\n').filter(Boolean)].join('\n  ');
  const said = stderr.trim() || `no message, exit status ${status}`;
  return new RuntimeError('internal', `network: ${said}\nwhile running:\n  ${asked}`);
}
