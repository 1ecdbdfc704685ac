/** How the command line ends badly. */

/** Ends the command with this message on standard error and this exit status. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';
  constructor(
    message: string,
    readonly exitStatus = 1,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Statuses of `run`, `create` and of wrong options that are no process's own, as docker-run(1) has them. */
export const exitStatus = { refused: 125, notExecutable: 126, notFound: 127 } as const;

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
