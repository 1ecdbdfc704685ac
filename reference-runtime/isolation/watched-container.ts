import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { removeCgroup } from './cgroups/container-cgroup';
import { readExitRecord, recordLostMonitor } from './exit-record';
import { type ExitRecord, LaunchError, type Monitored } from './monitored';
import { launchError, listen, type Report } from './reports';

/** Where a container is watched from, and by whom. */
export interface Watch {
  readonly id: string;
  readonly stateDir: string;
  readonly monitorPid: number;
  /** The container's cgroup ends with this process. */
  readonly ownsCgroup: boolean;
}

/**
 * The daemon's side of one monitor. Whether this daemon launched the container or adopted it makes no difference but where
 * the reports come from. Files and pipes: native/README.md.
 */
export class WatchedContainer implements Monitored {
  readonly monitorPid: number;
  readonly #watch: Watch;
  readonly #reports: Readable;
  readonly #created = deferred<number>();
  readonly #started = deferred<void>();
  readonly #exited = deferred<ExitRecord>();
  #pid = 0;
  #ports: readonly number[] = [];
  #failure: LaunchError | undefined;
  #stdin: Socket | undefined;
  #control: number | undefined;
  #abandoned = false;

  constructor(watch: Watch, reports: Readable) {
    this.#watch = watch;
    this.#reports = reports;
    this.monitorPid = watch.monitorPid;
    listen(
      reports,
      (report) => this.hear(report),
      () => this.#finish().catch((error) => this.#fail(error)),
    );
  }

  get pid(): number {
    return this.#pid;
  }

  get ports(): readonly number[] {
    return this.#ports;
  }

  /** Resolves when the container's first process exists. */
  get created(): Promise<number> {
    return this.#created.promise;
  }

  get started(): Promise<void> {
    return this.#started.promise;
  }

  get exited(): Promise<ExitRecord> {
    return this.#exited.promise;
  }

  /** Also for what an adopting daemon knows from files instead. */
  hear(report: Report): void {
    if (report.event === 'failed') this.#failure = launchError(report);
    if (report.event === 'started') this.#started.resolve();
    if (report.event !== 'created') return;
    this.#pid = report.pid;
    this.#ports = report.ports;
    this.#created.resolve(report.pid);
  }

  release(): void {
    this.#command('release');
  }

  async signal(number: number): Promise<void> {
    this.#command(`signal ${number}`);
  }

  async resize(rows: number, columns: number): Promise<void> {
    this.#command(`resize ${rows} ${columns}`);
  }

  async writeStdin(data: Buffer): Promise<void> {
    const stdin = this.#openStdin();
    await new Promise<void>((resolve, reject) => {
      stdin.write(data, (error) => (error ? reject(error) : resolve()));
    });
  }

  async closeStdin(): Promise<void> {
    this.#command('close-stdin');
  }

  abandon(): void {
    this.#abandoned = true;
    this.#reports.destroy();
    this.#close();
  }

  /** The monitor is gone. What it recorded is final; what it could not record is made up for. */
  async #finish(): Promise<void> {
    this.#close();
    if (this.#abandoned) return;
    const { id, stateDir, ownsCgroup } = this.#watch;
    const record = this.#failure ? undefined : readExitRecord(stateDir);
    if (ownsCgroup) await removeCgroup(id); // after a killed monitor this also kills what PR_SET_PDEATHSIG did not reach
    if (this.#failure) return this.#refuse(this.#failure);
    if (this.#pid === 0)
      return this.#refuse(new LaunchError('launch', 'ECHILD', 'init ended before it made the container'));
    this.#started.resolve();
    this.#exited.resolve(record ?? recordLostMonitor(stateDir));
  }

  /** Never executed, and gone: for who only waits for the end, that is one too. */
  #refuse(error: LaunchError): void {
    this.#exited.resolve({
      status: 128,
      signal: 0,
      outOfMemory: false,
      finishedAt: new Date().toISOString(),
    });
    this.#fail(error);
  }

  #fail(error: unknown): void {
    for (const promise of [this.#created, this.#started, this.#exited]) promise.reject(error);
  }

  #command(line: string): void {
    this.#control ??= openPipe(this.#watch.stateDir, 'control');
    writeSync(this.#control, `${line}\n`);
  }

  #openStdin(): Socket {
    if (!this.#stdin) {
      this.#stdin = new Socket({
        fd: openPipe(this.#watch.stateDir, 'stdin'),
        readable: false,
        writable: true,
      });
      this.#stdin.on('error', () => {}); // each write reports its own
    }
    return this.#stdin;
  }

  #close(): void {
    this.#stdin?.destroy();
    if (this.#control !== undefined) closeSync(this.#control);
    this.#control = undefined;
  }
}

/**
 * A named pipe of the monitor, for writing. Fails with ENXIO when nobody reads it: only the monitor does, so this cannot
 * mistake another process for it, whatever became of its number.
 */
export function openPipe(stateDir: string, name: 'control' | 'stdin'): number {
  try {
    return openSync(join(stateDir, name), constants.O_WRONLY | constants.O_NONBLOCK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENXIO' && code !== 'ENOENT') throw error;
    const ended = new Error(`the container has ended or its ${name} pipe is closed`, { cause: error });
    throw Object.assign(ended, { code: 'EPIPE' });
  }
}

interface Deferred<T> {
  readonly promise: Promise<T>;
  resolve(value: T): void;
  reject(error: unknown): void;
}

/** A promise settled from outside. Nobody is obliged to look at it: a rejection unseen is no crash. */
function deferred<T>(): Deferred<T> {
  const settle: Partial<Deferred<T>> = {};
  const promise = new Promise<T>((resolve, reject) => Object.assign(settle, { resolve, reject }));
  promise.catch(() => {});
  return { ...(settle as Deferred<T>), promise };
}
