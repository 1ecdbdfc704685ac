/** What a caller can ask when it looks at containers without touching them, and what it is told. */

/** One property that those have which are listed, told of or pruned. */
export interface Condition {
  readonly by: 'label' | 'state' | 'name' | 'image' | 'container' | 'event';
  /** As a caller would type it: `team=blue`, `exited`, a part of a name, a reference, a kind of event. */
  readonly value: string;
}

export interface ListOptions {
  all?: boolean;
  /** Only so many, those that were created last. */
  last?: number;
  /** All of them must hold; of several states or events, one. */
  conditions?: readonly Condition[];
}

export interface LogOptions {
  /** Only so many lines, from the end. */
  last?: number;
  /** RFC 3339. */
  since?: string;
  until?: string;
  /** The time at which it was written in front of every line. */
  times?: boolean;
}

export const eventKinds = [
  'created',
  'started',
  'signalled',
  'paused',
  'resumed',
  'renamed',
  'ended',
  'removed',
  'imported',
  'tagged',
  'untagged',
  'other',
] as const;
export type EventKind = (typeof eventKinds)[number];

export interface RuntimeEvent {
  /** `other`: a kind that the specification has no word for. */
  readonly kind: EventKind;
  /** Identifier of the container or image, without algorithm prefix. */
  readonly id: string;
  readonly name: string;
  /** Milliseconds since 1970; undefined when the runtime does not tell. */
  readonly time: number | undefined;
  /** Of an event of kind `ended`. */
  readonly exitStatus: number;
}

/** A caller who is told what happens. */
export interface Listener {
  /** Everything told so far. */
  told(): RuntimeEvent[];
  /** Resolves as soon as what was told is enough; TimeoutError when it does not come within the budget. */
  until(enough: (told: readonly RuntimeEvent[]) => boolean, what: string): Promise<void>;
  disconnect(): Promise<void>;
}

/** What a container uses at the moment. */
export interface Usage {
  readonly processes: number;
  /** Bytes. */
  readonly memory: number;
}

/** What a caller had asked for when the container was made, as the runtime shows it. */
export interface ShownRequest {
  argv: string[];
  environment: string[];
  user: string;
  workingDirectory: string;
  hostname: string;
  terminal: boolean;
  stdinOpen: boolean;
  readOnlyRoot: boolean;
  removeAtEnd: boolean;
  /** Bytes; 0 when there is no limit. */
  memory: number;
}

/** RFC 3339, absent when it has not happened. */
export interface Times {
  created?: string;
  started?: string;
  ended?: string;
}
