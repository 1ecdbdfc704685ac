/** Where a client's bytes go. Without an open standard input they go nowhere. */
export interface Input {
  /** Resolves when the bytes are handed on (back pressure). */
  write(data: Buffer): Promise<void>;
  /** The client has nothing more to say. */
  end(): Promise<void>;
}
