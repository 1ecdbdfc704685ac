/**
 * Why a request was refused, in a word a program can act on. The API turns it into an HTTP status (api/errors.ts), the command line
 * into an exit status. The message is for people: what was tried, on what, what happened, what to do next.
 */
export type Category =
  | 'not-found'
  | 'conflict'
  | 'invalid'
  | 'not-modified'
  | 'command-not-found'
  | 'command-not-executable'
  | 'not-implemented'
  | 'internal';

export class RuntimeError extends Error {
  override readonly name = 'RuntimeError';
  constructor(
    readonly category: Category,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
