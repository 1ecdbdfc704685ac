/** The bytes are no archive, or a damaged or unsupported one. The message says what is wrong and where. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
}
