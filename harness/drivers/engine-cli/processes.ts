/** Processes of a container: others beside the first, all of them held and let go on, listed, given other limits. */
import type { Exchange, Outcome } from '../outcome';
import type { ExecRequest, Finished, Limits, Reference, RunOptions, Session } from '../runtime';
import { type Asker, nothing } from './asker';
import { attach } from './attach';
import { type Reply, usualTerminal } from './client';
import { limitWords, processWords } from './expand';
import { readNumbers } from './read-answer';

export class Processes {
  constructor(private readonly asker: Asker) {}

  async execute(
    container: Reference,
    request: ExecRequest,
    options: RunOptions = {},
  ): Promise<Outcome<Finished>> {
    const asked = options.stdin ? { ...request, stdinOpen: true } : request;
    return this.asker.ask(
      'execute',
      { container, ...this.values(asked) },
      ({ exchange, stdout, stderr }) => ({ stdout, stderr, exitStatus: exchange.status }),
      {
        ...(options.stdin && { stdin: options.stdin }),
        ...(request.terminal && { terminal: options.terminalSize ?? usualTerminal }),
      },
    );
  }

  executeDetached(container: Reference, request: ExecRequest): Promise<Outcome<void>> {
    return this.asker.ask('executeDetached', { container, ...this.values(request) }, nothing);
  }

  /** Resolves when the process has written something, or the client has ended. */
  async executeAttached(container: Reference, request: ExecRequest): Promise<Outcome<Session>> {
    const words = this.asker.words('execute', { container, ...this.values(request) });
    if (!words) return this.asker.unsupported('execute', 'this operation');
    const { client } = this.asker;
    const began = performance.now();
    const session = await attach(
      client,
      { attach: words },
      {
        stdin: request.stdinOpen ?? false,
        stalled: false,
        ...(request.terminal && { terminal: usualTerminal }),
      },
    );
    const { stdout, stderr } = session.received();
    const exchange: Exchange = client.report({
      operation: 'execute',
      asked: client.line(words),
      status: session.over ? (await session.ended).exitStatus : 0,
      stdout: stdout.toString(),
      stderr: stderr.toString(),
      durationMs: performance.now() - began,
    });
    return this.asker.isRefused('execute', exchange)
      ? this.asker.refusal(exchange)
      : { kind: 'answer', value: session, exchange };
  }

  pause(container: Reference): Promise<Outcome<void>> {
    return this.asker.ask('pause', { container }, nothing);
  }

  unpause(container: Reference): Promise<Outcome<void>> {
    return this.asker.ask('unpause', { container }, nothing);
  }

  /** Their numbers on the host. */
  list(container: Reference): Promise<Outcome<{ pids: number[] }>> {
    return this.asker.ask('listProcesses', { container }, (reply: Reply) => ({
      pids: readNumbers(reply.exchange.stdout),
    }));
  }

  update(container: Reference, limits: Limits): Promise<Outcome<void>> {
    const options = limitWords(this.asker.descriptor.options, limits);
    return this.asker.ask('update', { container, options }, nothing);
  }

  private values({ argv, ...wishes }: ExecRequest): { options: string[]; argv: readonly string[] } {
    return { options: processWords(this.asker.descriptor.options, wishes), argv };
  }
}
