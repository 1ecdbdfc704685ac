import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { nativeProgram } from '../native-program';
import { ByteReader } from './byte-reader';
import { type ByteString, type FileEntry, type FileRecord, type Timestamp, toText } from './file-entry';
import { decodeEntry, decodeHardLink, METADATA_SIZE, OperationWriter, textAt } from './tree-wire';
import { type View, viewArguments } from './view';

/** Operations are sent in batches of this many bytes: 100,000 small files must not cost 100,000 system calls. */
const BATCH = 1 << 16;

/** An operation in a view failed. The first failure ends the session; nothing after it was carried out. */
export class TreeError extends Error {
  override readonly name = 'TreeError';
  constructor(
    readonly operation: string,
    readonly path: string,
    readonly errno: number,
    reason: string,
  ) {
    super(`could not ${operation} ${JSON.stringify(path)}: ${reason}`);
  }
}

/**
 * A session of native/tree in one view. Operations are collected and sent in batches; call `room()` now and then to wait for the
 * helper, and `finish()` to learn that all were carried out. Close it in every case.
 */
export class Tree {
  private readonly child: ChildProcessByStdio<Writable, Readable, null>;
  private readonly answers: ByteReader;
  private batch: Buffer[] = [];
  private batchSize = 0;
  private gone = false;
  private readonly ended: Promise<unknown>;

  constructor(view: View) {
    this.child = spawn(nativeProgram('tree'), viewArguments(view), {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: {},
      cwd: '/',
    });
    this.answers = new ByteReader(this.child.stdout);
    this.ended = once(this.child, 'close').catch(() => undefined);
    const noteEnd = () => {
      this.gone = true;
      this.child.stdin.emit('drain');
    };
    this.child.stdin.on('error', noteEnd);
    this.child.on('error', noteEnd);
    this.child.on('close', noteEnd);
  }

  /** Makes a directory, or gives an existing one this metadata. Missing parents are made, in this as in all other operations. */
  directory(entry: FileEntry): void {
    this.send(
      new OperationWriter('D', entry.path.length + 1 + METADATA_SIZE).text(entry.path).metadata(entry),
    );
    this.xattrs(entry);
  }

  /** Exactly `entry.size` bytes must follow by `content`, then `xattrs`. Replaces what is there. */
  file(entry: FileEntry): void {
    const size = entry.path.length + 1 + METADATA_SIZE + 8;
    this.send(new OperationWriter('F', size).text(entry.path).metadata(entry).u64(entry.size));
  }

  content(piece: Buffer): void {
    if (piece.length < BATCH / 4) {
      this.push(piece);
    } else {
      this.flush();
      if (!this.gone) this.child.stdin.write(piece);
    }
  }

  symlink(entry: FileEntry): void {
    const size = entry.path.length + entry.target.length + 2 + METADATA_SIZE;
    this.send(new OperationWriter('L', size).text(entry.path).text(entry.target).metadata(entry));
    this.xattrs(entry);
  }

  hardLink(path: ByteString, target: ByteString): void {
    this.send(new OperationWriter('H', path.length + target.length + 2).text(path).text(target));
  }

  /** A device or a FIFO. */
  node(entry: FileEntry): void {
    const size = entry.path.length + 1 + METADATA_SIZE + 8;
    this.send(
      new OperationWriter('N', size).text(entry.path).metadata(entry).u32(entry.major).u32(entry.minor),
    );
    this.xattrs(entry);
  }

  xattrs(entry: FileEntry): void {
    for (const [name, value] of entry.xattrs) {
      const size = entry.path.length + name.length + 2 + value.length;
      this.send(new OperationWriter('X', size).text(entry.path).text(name).bytes(value));
    }
  }

  times(path: ByteString, mtime: Timestamp): void {
    this.send(new OperationWriter('T', path.length + 1 + 12).text(path).time(mtime));
  }

  /** In a layer: hides `path` of the layers below. */
  whiteout(path: ByteString): void {
    this.send(new OperationWriter('W', path.length + 1).text(path));
  }

  /** In a layer: hides everything that the layers below have in this directory. */
  opaque(path: ByteString): void {
    this.send(new OperationWriter('O', path.length + 1).text(path));
  }

  /** From now on a directory never replaces a non-directory, nor the other way round: EISDIR, ENOTDIR. */
  keepKinds(): void {
    this.send(new OperationWriter('K', 4).u32(1));
  }

  /** Resolves when the helper has taken what was sent so far, or most of it. Throws TreeError when it failed. */
  async room(): Promise<void> {
    if (this.gone) await this.explainEnd();
    // Not events.once: it would reject with the bare EPIPE of a helper that failed, whose own words tell more.
    if (this.child.stdin.writableNeedDrain)
      await new Promise((resolve) => this.child.stdin.once('drain', resolve));
  }

  /** Resolves when everything sent was carried out and, if `durable`, is on disk. Throws TreeError. */
  async finish(options: { durable?: boolean } = {}): Promise<void> {
    this.send(new OperationWriter('.', 4).u32(options.durable ? 1 : 0));
    await this.answer('.');
  }

  /** What lstat(2) says, or undefined when nothing is there. Symbolic links on the way are followed inside the view. */
  async stat(path: ByteString): Promise<FileEntry | undefined> {
    this.send(new OperationWriter('S', path.length + 1).text(path));
    const { letter, body } = await this.answer('EA');
    return letter === 'E' ? decodeEntry(body) : undefined;
  }

  /** The absolute path in the view with every symbolic link resolved, or undefined when nothing is there. */
  async realPath(path: ByteString): Promise<ByteString | undefined> {
    this.send(new OperationWriter('P', path.length + 1).text(path));
    const { letter, body } = await this.answer('PA');
    return letter === 'P' ? textAt(body, 0)[0] : undefined;
  }

  /**
   * `path` and everything below it, a directory before its entries, entries in byte order. A further name of a file comes as kind
   * `link`. Not followed: symbolic links. Not entered: proc, sysfs and their like.
   */
  async *walk(path: ByteString, options: { content: boolean }): AsyncGenerator<FileRecord> {
    this.send(new OperationWriter('V', 4 + path.length + 1).u32(options.content ? 1 : 0).text(path));
    this.flush();
    for (;;) {
      const { letter, body } = await this.answer('EHZ');
      if (letter === 'Z') return;
      const entry = letter === 'E' ? decodeEntry(body) : decodeHardLink(body);
      let left = options.content ? entry.size : 0;
      const content = async function* (this: Tree): AsyncGenerator<Buffer> {
        while (left > 0) {
          const piece = (await this.answer('C')).body;
          left -= piece.length;
          yield piece;
        }
      }.bind(this);
      yield { entry, content };
      for await (const _ of content());
    }
  }

  /** Ends the helper, whatever it is doing, and waits until it is gone; with it goes an overlay that it mounted. */
  async close(): Promise<void> {
    this.child.stdin.destroy();
    this.child.stdout.destroy();
    this.child.kill('SIGKILL');
    await this.ended;
  }

  private send(operation: OperationWriter): void {
    this.push(operation.done());
  }

  private push(bytes: Buffer): void {
    this.batch.push(bytes);
    this.batchSize += bytes.length;
    if (this.batchSize >= BATCH) this.flush();
  }

  private flush(): void {
    if (this.batchSize > 0 && !this.gone) this.child.stdin.write(Buffer.concat(this.batch, this.batchSize));
    this.batch = [];
    this.batchSize = 0;
  }

  private async answer(expected: string): Promise<{ letter: string; body: Buffer }> {
    this.flush();
    const head = await this.answers.take(5);
    if (!head) throw new Error(`the helper 'tree' ended early: ${this.howItEnded()}`);
    const letter = head.toString('latin1', 4, 5);
    const size = head.readUInt32LE(0) - 1;
    const body = size > 0 ? ((await this.answers.take(size)) ?? Buffer.alloc(0)) : Buffer.alloc(0);
    if (letter === '!') throw decodeFailure(body);
    if (!expected.includes(letter))
      throw new Error(`the helper 'tree' answered ${letter}, expected one of ${expected}`);
    return { letter, body };
  }

  private async explainEnd(): Promise<never> {
    await this.answer('');
    throw new Error(`the helper 'tree' ended early: ${this.howItEnded()}`);
  }

  private howItEnded(): string {
    const { exitCode, signalCode } = this.child;
    return signalCode ? `signal ${signalCode}` : `exit status ${exitCode}`;
  }
}

function decodeFailure(body: Buffer): TreeError {
  const [operation, afterOperation] = textAt(body, 4);
  const [path, afterPath] = textAt(body, afterOperation);
  return new TreeError(operation, toText(path), body.readUInt32LE(0), textAt(body, afterPath)[0]);
}
