/** The runtime is not there or does not answer: nothing was judged. The message says what was tried and what to do. */
export class RuntimeUnavailable extends Error {
  override readonly name = 'RuntimeUnavailable';
}
