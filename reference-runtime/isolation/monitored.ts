/**
 * A container that init started and watches. init (the monitor) outlives the daemon: everything here works the same for a
 * container that this daemon launched and for one that an earlier daemon launched and this one adopted.
 */
export interface Monitored {
  /** Host process number of the container's PID 1. */
  readonly pid: number;
  /** Host process number of init, the monitor. */
  readonly monitorPid: number;
  /** Of a container that this daemon launched: the numbers of the ports it holds, in the order they were asked for. */
  readonly ports: readonly number[];
  /** The device of the requested address is there: the process may be executed. */
  release(): void;
  /** Resolves when the process was executed; rejects with LaunchError when it could not be. */
  readonly started: Promise<void>;
  /**
   * Resolves when the process has ended, its output is complete in the log and nothing of it is left on the host. A process
   * that was never executed (see `started`) ends here with status 128.
   */
  readonly exited: Promise<ExitRecord>;
  /** Delivered by the monitor, so it can never hit a reused process number. */
  signal(number: number): Promise<void>;
  /** Resolves when the bytes are handed to the monitor (back pressure). */
  writeStdin(data: Buffer): Promise<void>;
  /** End of file for the process once everything written before has been read. */
  closeStdin(): Promise<void>;
  resize(rows: number, columns: number): Promise<void>;
  /** The daemon lets go; the container lives on. */
  abandon(): void;
}

export interface ExitRecord {
  /** 0–255; 128 + signal when a signal ended it. */
  readonly status: number;
  /** Signal number that ended the process, or 0. */
  readonly signal: number;
  /** The kernel killed a process of this container for want of memory. */
  readonly outOfMemory: boolean;
  readonly finishedAt: string;
}

/** One piece of output as the log keeps it. */
export interface OutputChunk {
  readonly stream: 'stdout' | 'stderr';
  /** Nanoseconds since 1970. */
  readonly time: bigint;
  readonly data: Buffer;
}

/** The process could not be executed. `operation` names the plan step (exec, user, mount, chdir, …), `errno` the reason (ENOENT, …). */
export class LaunchError extends Error {
  override readonly name = 'LaunchError';
  constructor(
    readonly operation: string,
    readonly errno: string,
    message: string,
  ) {
    super(message);
  }
}
