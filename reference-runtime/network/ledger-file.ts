/** Who holds which address and cable, on disk, so that a daemon that was killed and its successor agree. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Forward } from './published-port';

export interface Attached {
  readonly id: string;
  readonly pid: number;
  /** Guards against a reused process number. */
  readonly namespace: string;
  readonly ipAddress: string;
  /** The host's end of the cable. */
  readonly device: string;
  /** The ports of the host that lead to it. */
  readonly forwards: readonly Forward[];
}

interface Ledger {
  subnet?: string;
  attached: Record<string, Attached>;
}

/**
 * Written synchronously and without fsync: tens of microseconds. It must survive the daemon, not the host: after a reboot
 * there are no bridges and no cables either.
 */
export class LedgerFile {
  private constructor(
    private readonly file: string,
    private readonly ledger: Ledger,
  ) {}

  static open(directory: string): LedgerFile {
    const file = join(directory, 'network.json');
    return new LedgerFile(file, read(file));
  }

  get subnet(): string | undefined {
    return this.ledger.subnet;
  }

  set subnet(subnet: string) {
    this.ledger.subnet = subnet;
    this.#write();
  }

  all(): Attached[] {
    return Object.values(this.ledger.attached);
  }

  find(id: string): Attached | undefined {
    return this.ledger.attached[id];
  }

  add(attached: Attached): void {
    this.ledger.attached[attached.id] = attached;
    this.#write();
  }

  remove(id: string): void {
    delete this.ledger.attached[id];
    this.#write();
  }

  discard(): void {
    rmSync(this.file, { force: true });
  }

  #write(): void {
    writeFileSync(`${this.file}.new`, JSON.stringify(this.ledger));
    renameSync(`${this.file}.new`, this.file);
  }
}

/** A file that is missing means a first start. One that is broken (host crash) means the same: the sweep that follows tidies up. */
function read(file: string): Ledger {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Ledger;
  } catch {
    return { attached: {} };
  }
}
