const NOTHING = Buffer.alloc(0);

/** The source ended in the middle of something. */
export class UnexpectedEnd extends Error {
  override readonly name = 'UnexpectedEnd';
}

/** Reads counted bytes from a stream of chunks. */
export class ByteReader {
  private readonly source: AsyncIterator<Buffer>;
  private chunk: Buffer = NOTHING;

  constructor(source: AsyncIterable<Buffer>) {
    this.source = source[Symbol.asyncIterator]();
  }

  /** Exactly `size` bytes, or undefined at the end. Throws UnexpectedEnd when the source ends in between. */
  async take(size: number): Promise<Buffer | undefined> {
    if (this.chunk.length < size && !(await this.gather(size))) return undefined;
    const taken = this.chunk.subarray(0, size);
    this.chunk = this.chunk.subarray(size);
    return taken;
  }

  /** The next `size` bytes in pieces as they come. Throws UnexpectedEnd. */
  async *pieces(size: number): AsyncGenerator<Buffer> {
    for (let left = size; left > 0; ) {
      if (this.chunk.length === 0 && !(await this.more()))
        throw new UnexpectedEnd(`${left} bytes are missing`);
      const piece = this.chunk.subarray(0, left);
      this.chunk = this.chunk.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
  }

  /** Passes over `size` bytes. Throws UnexpectedEnd. */
  async skip(size: number): Promise<void> {
    for (let left = size; left > 0; ) {
      if (this.chunk.length === 0 && !(await this.more()))
        throw new UnexpectedEnd(`${left} bytes are missing`);
      const passed = Math.min(left, this.chunk.length);
      this.chunk = this.chunk.subarray(passed);
      left -= passed;
    }
  }

  /** Reads and forgets everything that is left. */
  async drain(): Promise<void> {
    do this.chunk = NOTHING;
    while (await this.more());
  }

  /** Nothing more will be read: lets the source go. */
  async close(): Promise<void> {
    await this.source.return?.();
  }

  private async gather(size: number): Promise<boolean> {
    const parts = [this.chunk];
    let length = this.chunk.length;
    while (length < size) {
      if (!(await this.more())) {
        if (length > 0) throw new UnexpectedEnd(`${size - length} bytes are missing`);
        return false;
      }
      parts.push(this.chunk);
      length += this.chunk.length;
    }
    this.chunk = Buffer.concat(parts, length);
    return true;
  }

  /** Replaces the used-up chunk. */
  private async more(): Promise<boolean> {
    const next = await this.source.next();
    this.chunk = next.done ? NOTHING : next.value;
    if (!next.done && next.value.length === 0) return this.more();
    return !next.done;
  }
}
